/** Further apart than any hiccup of a page: the device was restarted or suspended. */
const JUMP_MS = 300
/** The share of a late arrival that is taken for drift. */
const DRIFT = 0.002

/**
 * Puts the times of a camera or microphone, which count from anywhere, on the clock that both tracks share. The device's
 * own spacing is kept, since arrival jitters with the load of the page; a slow drift is followed, a jump starts anew.
 */
export class MediaClock {
  #offsetMs: number | undefined
  #lastMs = Number.NEGATIVE_INFINITY

  /** `deviceMs`: when the device took it. `nowMs`: when it arrived, on the shared clock. Rises strictly, in whole milliseconds. */
  toSharedMs(deviceMs: number, nowMs: number): number {
    const measuredMs = nowMs - deviceMs
    if (this.#offsetMs === undefined || Math.abs(measuredMs - this.#offsetMs) > JUMP_MS) this.#offsetMs = measuredMs
    // Nothing arrives before it was taken: the earliest arrival is the truest. Later ones pull only gently, for drift.
    else if (measuredMs < this.#offsetMs) this.#offsetMs = measuredMs
    else this.#offsetMs += (measuredMs - this.#offsetMs) * DRIFT
    this.#lastMs = Math.max(Math.round(deviceMs + this.#offsetMs), this.#lastMs + 1)
    return this.#lastMs
  }

  /** Another device, with another clock. */
  restart(): void {
    this.#offsetMs = undefined
  }
}
