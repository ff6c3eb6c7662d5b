import { AppError } from '../../kernel/http/errors/app-error'
import { AttemptLimiter } from '../../kernel/attempt-limiter'

const WINDOW_MS = 15 * 60_000

/** Wrong passwords per window. One address may be a whole school; another address must not lock the owner out. */
const FAILURES = {
  accountFromAddress: { max: 10, windowMs: WINDOW_MS },
  account: { max: 100, windowMs: WINDOW_MS },
  address: { max: 300, windowMs: WINDOW_MS },
}

export interface LoginLimits {
  /** Throws `RATE_LIMITED`, or returns a function that gives the attempt back when the password was right. */
  take(account: string, remoteAddress: string): () => void
}

export function createLoginLimits(now: () => Date): LoginLimits {
  const limiters = {
    accountFromAddress: new AttemptLimiter(FAILURES.accountFromAddress, now),
    account: new AttemptLimiter(FAILURES.account, now),
    address: new AttemptLimiter(FAILURES.address, now),
  }
  return {
    take(account, remoteAddress) {
      const tries: [AttemptLimiter, string][] = [
        [limiters.accountFromAddress, `${remoteAddress} ${account}`],
        [limiters.address, remoteAddress],
        [limiters.account, account],
      ]
      for (const [limiter, key] of tries) {
        const waitMs = limiter.take(key)
        if (waitMs > 0) throw new AppError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
      }
      return () => tries.forEach(([limiter, key]) => limiter.giveBack(key))
    },
  }
}
