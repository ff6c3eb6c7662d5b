import { AttemptLimiter } from '../../kernel/attempt-limiter'
import { AppError } from '../../kernel/http/errors/app-error'

/** A test is five parts: a dozen tests, 3 MB. */
const PARTS = { max: 60, windowMs: 10 * 60_000 }

export interface ProbeLimits {
  /** Throws `RATE_LIMITED`. */
  take(memberId: string): void
}

/** So that nobody fills the school's line with uplink tests. */
export function createProbeLimits(now: () => Date): ProbeLimits {
  const limiter = new AttemptLimiter(PARTS, now)
  return {
    take(memberId) {
      const waitMs = limiter.take(memberId)
      if (waitMs > 0) throw new AppError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
    },
  }
}
