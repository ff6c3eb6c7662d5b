/** Bytes that cost as much as a message: what is worth a token in parsing and copying. */
const BYTES_PER_TOKEN = 16 * 1024
/** How long a peer may have been silent and then be let catch up without a pause. */
const BURST_SECONDS = 2

/** A bucket of tokens that bounds what one peer's bytes may cost: one token a message and one for every 16 KB. */
export class MessageBudget {
  readonly #now: () => number
  #perSecond: number
  #tokens: number
  #filledAtMs: number

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#now = now
    this.#perSecond = perSecond
    this.#tokens = perSecond * BURST_SECONDS
    this.#filledAtMs = now()
  }

  /** What the peer turned out to be changes what is fair; a larger budget starts full. */
  setRate(perSecond: number): void {
    this.#perSecond = perSecond
    this.#tokens = perSecond * BURST_SECONDS
  }

  /** For a message that was handled; the debt of a large one is paid by waiting. */
  spend(bytes: number): void {
    this.#tokens -= 1 + bytes / BYTES_PER_TOKEN
  }

  /** Milliseconds until the next message may be handled; 0 when it may be now. */
  waitMs(): number {
    const nowMs = this.#now()
    const earned = (nowMs - this.#filledAtMs) * this.#perSecond / 1000
    this.#tokens = Math.min(this.#tokens + earned, this.#perSecond * BURST_SECONDS)
    this.#filledAtMs = nowMs
    return this.#tokens > 0 ? 0 : Math.ceil((1 - this.#tokens) * 1000 / this.#perSecond)
  }
}
