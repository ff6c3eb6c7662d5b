import type { Logger } from '../../kernel/log'
import type { QosRepository } from './repository'

const DAY_MS = 24 * 60 * 60_000
const EVERY_MS = 60 * 60_000
/** One statement holds the embedded database's only connection: short ones let a class through between them. */
const ROWS_AT_ONCE = 200
/** What is left waits for the next hour. */
const MOST_ROUNDS = 500

export interface PurgeDeps {
  repository: Pick<QosRepository, 'purge'>
  retentionDays: number
  now(): Date
  log: Pick<Logger, 'info' | 'warn'>
}

/** Deletes what is older than it may be; resolves with the number of rows. */
export async function purge({ repository, retentionDays, now, log }: PurgeDeps): Promise<number> {
  const before = new Date(now().getTime() - retentionDays * DAY_MS)
  let rows = 0
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const deleted = await repository.purge(before, ROWS_AT_ONCE)
    rows += deleted
    if (deleted === 0) break
  }
  if (rows > 0) log.info({ rows, before: before.toISOString() }, 'qos: old samples deleted')
  return rows
}

/** Purges at the start and every hour, never twice at once. Returns the function that ends it. */
export function startPurge(deps: PurgeDeps): { stop(): Promise<void> } {
  let running: Promise<void> | undefined

  function run(): void {
    running ??= purge(deps)
      .then(() => {}, (error: unknown) => { deps.log.warn({ err: error }, 'qos: deleting old samples failed; trying again in an hour') })
      .finally(() => { running = undefined })
  }

  const timer = setInterval(run, EVERY_MS).unref()
  run()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
