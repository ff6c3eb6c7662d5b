/** Thins out a camera that gives more pictures than asked for; never delays one. */
export class FramePacer {
  #dueMs: number | undefined

  /** Whether the picture taken at `timeMs` is one of the `fps` a second. */
  takes(timeMs: number, fps: number): boolean {
    const intervalMs = 1000 / fps
    this.#dueMs ??= timeMs
    // Half an interval of grace: cameras are not punctual, and 15 out of 20 a second must not become 10.
    if (timeMs < this.#dueMs - intervalMs / 2) return false
    this.#dueMs = Math.max(this.#dueMs + intervalMs, timeMs - intervalMs / 2)
    return true
  }
}
