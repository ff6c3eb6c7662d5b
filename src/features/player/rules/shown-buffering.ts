/**
 * A pause that is over before anybody could read a word about it is not worth one: the spinner appears late and goes at
 * once. `playerPhase` keeps the truth; this is what is shown of it.
 */

/** How long the picture has stood before it is said, milliseconds. */
export const BUFFERING_SHOWN_AFTER_MS = 400

export interface ShownBuffering {
  isShown: boolean
  /** How long until it is to be asked again; undefined while only another fact can change it. */
  askAgainInMs: number | undefined
}

/** `sinceMs`: since when the picture has been standing, undefined while it moves. */
export function shownBuffering(sinceMs: number | undefined, nowMs: number): ShownBuffering {
  if (sinceMs === undefined) return { isShown: false, askAgainInMs: undefined }
  const leftMs = sinceMs + BUFFERING_SHOWN_AFTER_MS - nowMs
  return leftMs > 0 ? { isShown: false, askAgainInMs: leftMs } : { isShown: true, askAgainInMs: undefined }
}
