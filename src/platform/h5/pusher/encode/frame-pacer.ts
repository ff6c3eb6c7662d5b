/** Drops pictures of a camera that exceeds the wanted rate; never delays one. */
export class FramePacer {
  #dueMs: number | undefined

  /** Whether to keep the picture captured at `timeMs`, for `fps` pictures per second. */
  takes(timeMs: number, fps: number): boolean {
    const intervalMs = 1000 / fps
    this.#dueMs ??= timeMs
    // Tolerance of half an interval: cameras are not punctual, and 15 out of 20 a second must not become 10.
    if (timeMs < this.#dueMs - intervalMs / 2) return false
    this.#dueMs = Math.max(this.#dueMs + intervalMs, timeMs - intervalMs / 2)
    return true
  }
}
