/**
 * A pause too short to read about is not shown: the spinner appears late and disappears immediately. The player's state
 * is exact; this module decides what is shown.
 */

/** Minimum pause before the spinner appears, milliseconds. */
export const BUFFERING_SHOWN_AFTER_MS = 400

export interface ShownBuffering {
  isShown: boolean
  /** Time until the next check; undefined while only a new fact can change the result. */
  askAgainInMs: number | undefined
}

/** `sinceMs`: start of the pause; undefined while the picture moves. */
export function shownBuffering(sinceMs: number | undefined, nowMs: number): ShownBuffering {
  if (sinceMs === undefined) return { isShown: false, askAgainInMs: undefined }
  const leftMs = sinceMs + BUFFERING_SHOWN_AFTER_MS - nowMs
  return leftMs > 0 ? { isShown: false, askAgainInMs: leftMs } : { isShown: true, askAgainInMs: undefined }
}
