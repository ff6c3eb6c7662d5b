import type { FastifyBaseLogger } from 'fastify'
import pino from 'pino'

export type Logger = FastifyBaseLogger

const STDERR = 2

/** Names under which secrets travel in this code base; a log line that holds one shows `[redacted]`. */
const SECRET_KEYS = [
  'authorization', 'password', 'passwordHash', 'accessToken', 'refreshToken', 'token', 'ticket', 'txSecret',
  'pushUrl', 'wsPushUrl', 'playUrls', 'channelUrl', 'cookie',
]
const SECRET_PATHS = SECRET_KEYS.flatMap(key => [key, `*.${key}`, `*.*.${key}`])

/** JSON lines on stderr, so that stdout is the banner's. `destination` is for tests. */
export const createLog = (level: string, destination: pino.DestinationStream = pino.destination({ dest: STDERR, sync: true })): Logger =>
  pino({
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
  }, destination)
