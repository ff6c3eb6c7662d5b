import type { RelayLimits } from '../limits'

/** The longest window is right here. */
const MANY_VIEWERS = 500
/** To write to all of them takes long enough to be seen in the delay; more would only cost more writes. */
const CROWD_VIEWERS = 2_000
/** What a crowd's window is shorter by, for the time that writing takes. */
const CROWD_SHORTER_MS = 15

/**
 * How long frames are collected before they are written. Each window costs a write a viewer, so that the load is kept level:
 * a class gets its media almost at once, and only a relay with hundreds of viewers delays it noticeably.
 */
export function windowMsFor(viewersOfAllStreams: number, { minWindowMs, maxWindowMs }: Pick<RelayLimits, 'minWindowMs' | 'maxWindowMs'>): number {
  const level = viewersOfAllStreams / MANY_VIEWERS * maxWindowMs
  const beyond = Math.max(0, Math.min(viewersOfAllStreams, CROWD_VIEWERS) - MANY_VIEWERS) / (CROWD_VIEWERS - MANY_VIEWERS)
  return Math.round(Math.max(minWindowMs, Math.min(level, maxWindowMs - beyond * CROWD_SHORTER_MS)))
}
