/** Bytes that cost one token, as a message does, for parsing and copying. */
const BYTES_PER_TOKEN = 16 * 1024
/** Budget that a silent peer saves up and may spend in one burst. */
const BURST_SECONDS = 2

/** A token bucket that bounds the cost of one peer's bytes: one token per message and one per 16 KB. */
export class MessageBudget {
  readonly #now: () => number
  #perSecond: number
  #tokens: number
  #filledAtMs: number

  /** `now`: milliseconds of a monotonic clock. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#now = now
    this.#perSecond = perSecond
    this.#tokens = perSecond * BURST_SECONDS
    this.#filledAtMs = now()
  }

  /** Called when the peer's role is known. A larger budget starts full. */
  setRate(perSecond: number): void {
    this.#perSecond = perSecond
    this.#tokens = perSecond * BURST_SECONDS
  }

  /** Charges a handled message; the debt of a large message is paid by waiting. */
  spend(bytes: number): void {
    this.#tokens -= 1 + bytes / BYTES_PER_TOKEN
  }

  /** Milliseconds until the next message may be handled; 0 when it may be handled now. */
  waitMs(): number {
    const nowMs = this.#now()
    const earned = (nowMs - this.#filledAtMs) * this.#perSecond / 1000
    this.#tokens = Math.min(this.#tokens + earned, this.#perSecond * BURST_SECONDS)
    this.#filledAtMs = nowMs
    return this.#tokens > 0 ? 0 : Math.ceil((1 - this.#tokens) * 1000 / this.#perSecond)
  }
}
