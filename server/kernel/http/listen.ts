import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config'
import { StartError } from '../start-error'

/** Listens, or throws a `StartError` that names the variable to change. */
export async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: address => `HTTP listens on ${address}` })
  } catch (error) {
    throw asStartError(error, { variable: 'PORT', host, port })
  }
}

/** The port in use; it differs from the configured one where that is 0. */
export function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  return address.port
}

interface Listening {
  variable: 'PORT' | 'RTMP_PORT'
  host: string
  port: number
}

/** Turns a failed `listen` into a `StartError` with advice; other errors stay as they are. */
export function asStartError(error: unknown, { variable, host, port }: Listening): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new StartError(
        `${variable}=${port} is taken: another program listens on ${host}:${port}. `
        + `Stop it, or set ${variable} to a free port`,
        { cause: error },
      )
    case 'EACCES':
      return new StartError(
        `${variable}=${port} may not be used by this user. Set ${variable} to a port above 1023`, { cause: error },
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `HOST=${JSON.stringify(host)} is no address of this machine. `
        + 'Set HOST to 127.0.0.1, 0.0.0.0 or one of its addresses',
        { cause: error },
      )
    default:
      return error
  }
}
