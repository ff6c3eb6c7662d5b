/** Shorter is no use: pictures come every 40 ms, and sound of the same moment is in time. */
const MIN_WINDOW_MS = 20
/** The longest delay that merging may add; longer windows saved little more (docs/relay.md). */
const MAX_WINDOW_MS = 100
/** A window of 100 ms is right from here on. */
const MANY_VIEWERS = 500

/**
 * How long frames are collected before they are written. Each window costs a write a viewer, so that the load is kept level:
 * a class gets its media almost at once, and only a relay with hundreds of viewers delays it noticeably.
 */
export const windowMsFor = (viewersOfAllStreams: number): number =>
  Math.round(Math.min(MAX_WINDOW_MS, Math.max(MIN_WINDOW_MS, viewersOfAllStreams / MANY_VIEWERS * MAX_WINDOW_MS)))
