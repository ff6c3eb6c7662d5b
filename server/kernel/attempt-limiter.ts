/** Number of attempts that one key may make within a window. */
interface AttemptLimit {
  max: number
  windowMs: number
}

interface Attempts {
  count: number
  endsAtMs: number
}

/** Enough for every account and address of many schools; beyond it the oldest windows are dropped. */
const MAX_KEYS = 20_000

/**
 * Counts attempts in fixed windows, in the memory of this process. An attempt counts before it is made, so that
 * parallel attempts cannot exceed the limit; a successful one is given back.
 */
export class AttemptLimiter {
  readonly #limit: AttemptLimit
  readonly #now: () => Date
  readonly #attempts = new Map<string, Attempts>()

  constructor(limit: AttemptLimit, now: () => Date) {
    this.#limit = limit
    this.#now = now
  }

  /** Returns 0 and counts the attempt if it is allowed; otherwise the milliseconds until the next one is. */
  take(key: string): number {
    const nowMs = this.#now().getTime()
    const attempts = this.#current(key, nowMs)
    if (attempts.count >= this.#limit.max) return attempts.endsAtMs - nowMs
    attempts.count += 1
    return 0
  }

  giveBack(key: string): void {
    const attempts = this.#attempts.get(key)
    if (attempts && attempts.count > 0) attempts.count -= 1
  }

  #current(key: string, nowMs: number): Attempts {
    const known = this.#attempts.get(key)
    if (known && known.endsAtMs > nowMs) return known
    const attempts = { count: 0, endsAtMs: nowMs + this.#limit.windowMs }
    // Deleted first, to keep the map in the order in which windows end.
    this.#attempts.delete(key)
    this.#attempts.set(key, attempts)
    if (this.#attempts.size > MAX_KEYS) this.#forgetOldest()
    return attempts
  }

  #forgetOldest(): void {
    const [oldest] = this.#attempts.keys()
    if (oldest !== undefined) this.#attempts.delete(oldest)
  }
}
