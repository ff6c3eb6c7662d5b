import { AppError } from './errors/app-error'
import type { Handlers } from './handlers'

interface HealthDeps {
  version: string
  /** Rejects when the database does not answer. */
  ping(): Promise<unknown>
  isStopping(): boolean
}

export const healthHandlers = ({ version, ping, isStopping }: HealthDeps) => ({
  /** Ready to serve; 503 while stopping, so that a load balancer uses another server. */
  async getHealth() {
    if (isStopping()) throw new AppError('SHUTTING_DOWN')
    await ping()
    return { status: 'ok' as const, version }
  },
}) satisfies Partial<Handlers>
