/**
 * Makes a clock that never runs back from one that may. A step back adds nothing; afterwards the clock continues at
 * its usual rate. The result starts at 0.
 */
export function createMonotonicClock(readMs: () => number): () => number {
  let lastMs = readMs()
  let elapsedMs = 0
  return () => {
    const nowMs = readMs()
    elapsedMs += Math.max(0, nowMs - lastMs)
    lastMs = nowMs
    return elapsedMs
  }
}

/**
 * Milliseconds since the start of the app, also when the user sets the clock of the phone back. Use it for durations,
 * never as a time of day. Mini-programs do not document `performance.now()`, and `now()` of `wx.getPerformance()`
 * returns microseconds where it exists. Therefore the system's time is used where `performance.now()` is missing.
 */
export const monotonicMs = createMonotonicClock(() =>
  (typeof performance === 'object' && typeof performance.now === 'function' ? performance.now() : Date.now()))
