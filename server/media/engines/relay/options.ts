import type { MediaAnswer, MediaRequest } from '../../engine'
import type { RelayLimits } from './limits'

/** The relay's logger; pino's loggers fit. Queries and URLs are never logged: they hold signatures and tickets. */
export interface RelayLogger {
  info: (facts: object, message: string) => void
  warn: (facts: object, message: string) => void
  error: (facts: object, message: string) => void
}

export interface RelayOptions {
  /** Awaited before anything is accepted or sent. A rejection, or no answer within `limits.authorizeMs`, is a fault. */
  authorize: (request: MediaRequest) => Promise<MediaAnswer>
  /** Address of the RTMP port. */
  host: string
  /** 0 takes any free port. */
  rtmpPort: number
  log: RelayLogger
  /** Origins (`https://school.example`) whose pages may read HTTP-FLV across origins. */
  allowedOrigins?: readonly string[]
  /** Overrides single limits; meant for tests. */
  limits?: Partial<RelayLimits>
}
