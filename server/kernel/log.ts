import type { FastifyBaseLogger } from 'fastify'
import pino from 'pino'

export type Logger = FastifyBaseLogger

const STDERR = 2

/** Property names of secrets in this code base; log lines show `[redacted]` in their place. */
const SECRET_KEYS = [
  'authorization', 'password', 'passwordHash', 'accessToken', 'refreshToken', 'token', 'ticket', 'txSecret',
  'pushUrl', 'wsPushUrl', 'playUrls', 'channelUrl', 'cookie',
]
const SECRET_PATHS = SECRET_KEYS.flatMap(key => [key, `*.${key}`, `*.*.${key}`])

/** JSON lines on stderr; stdout carries the banner. `destination` is for tests. */
export const createLog = (
  level: string, destination: pino.DestinationStream = pino.destination({ dest: STDERR, sync: true }),
): Logger =>
  pino({
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_PATHS, censor: '[redacted]' },
  }, destination)
