import type { RelayLimits } from '../limits'

/** Number of viewers at which the longest window is used. */
const MANY_VIEWERS = 500
/** Writing to this many viewers takes noticeable time. */
const CROWD_VIEWERS = 2_000
/** The window is this much shorter for a crowd, to make up for the time of writing. */
const CROWD_SHORTER_MS = 15

/**
 * How long frames are collected before they are written. Each window costs one write per viewer, so the window grows
 * with the viewers: one class gets its media almost immediately; only hundreds of viewers add a noticeable delay.
 */
export function windowMsFor(
  viewersOfAllStreams: number,
  { minWindowMs, maxWindowMs }: Pick<RelayLimits, 'minWindowMs' | 'maxWindowMs'>,
): number {
  const level = viewersOfAllStreams / MANY_VIEWERS * maxWindowMs
  const beyond = Math.max(0, Math.min(viewersOfAllStreams, CROWD_VIEWERS) - MANY_VIEWERS)
    / (CROWD_VIEWERS - MANY_VIEWERS)
  return Math.round(Math.max(minWindowMs, Math.min(level, maxWindowMs - beyond * CROWD_SHORTER_MS)))
}
