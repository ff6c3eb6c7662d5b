import { retryDelayMs } from '../retry'

/** Own tries before NETWORK_LOST; WeChat's player also makes three. */
const DELAYS_MS: readonly number[] = [300, 800, 1600]

/** The tries of one stay in a stream, counted since the last picture that played. */
export class OwnRetries {
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Calls `open` after the delay of the next try. Returns false when no try is left. */
  schedule(open: () => void): boolean {
    this.#attempt += 1
    const delayMs = retryDelayMs(DELAYS_MS, this.#attempt, Math.random())
    if (delayMs === undefined) return false
    this.#timer = setTimeout(open, delayMs)
    return true
  }

  /** The stream plays: a later loss has all tries again. */
  succeeded(): void {
    this.#attempt = 0
  }

  cancel(): void {
    clearTimeout(this.#timer)
  }
}
