import { AttemptLimiter } from '../../kernel/attempt-limiter'
import { AppError } from '../../kernel/http/errors/app-error'

/** One uplink test has five parts: this allows a dozen tests, 3 MB. */
const PARTS = { max: 60, windowMs: 10 * 60_000 }

export interface ProbeLimits {
  /** Throws `RATE_LIMITED`. */
  take(memberId: string): void
}

/** Limits uplink tests per member, so that they cannot fill the school's line. */
export function createProbeLimits(now: () => Date): ProbeLimits {
  const limiter = new AttemptLimiter(PARTS, now)
  return {
    take(memberId) {
      const waitMs = limiter.take(memberId)
      if (waitMs > 0) throw new AppError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
    },
  }
}
