/** A larger difference than any delay of a page: the device was restarted or suspended. */
const JUMP_MS = 300
/** The share of a late arrival that counts as drift. */
const DRIFT = 0.002

/**
 * Maps the times of a camera or microphone, which start anywhere, to the clock that both tracks share. The spacing of
 * the device stays, because arrival times vary with the load of the page. A slow drift is followed, a jump starts
 * again.
 */
export class MediaClock {
  #offsetMs: number | undefined
  #lastMs = Number.NEGATIVE_INFINITY

  /**
   * `deviceMs`: capture time on the device. `nowMs`: arrival on the shared clock. The result rises strictly, in whole
   * milliseconds.
   */
  toSharedMs(deviceMs: number, nowMs: number): number {
    const measuredMs = nowMs - deviceMs
    if (this.#offsetMs === undefined || Math.abs(measuredMs - this.#offsetMs) > JUMP_MS) this.#offsetMs = measuredMs
    // Nothing arrives before its capture: the earliest arrival is the most exact. Later ones adjust slowly, for drift.
    else if (measuredMs < this.#offsetMs) this.#offsetMs = measuredMs
    else this.#offsetMs += (measuredMs - this.#offsetMs) * DRIFT
    this.#lastMs = Math.max(Math.round(deviceMs + this.#offsetMs), this.#lastMs + 1)
    return this.#lastMs
  }

  /** Starts again for another device with another clock. */
  restart(): void {
    this.#offsetMs = undefined
  }
}
