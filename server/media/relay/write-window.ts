import type { RelayLimits } from './limits'

/** The longest window is right from here on. */
const MANY_VIEWERS = 500

/**
 * How long frames are collected before they are written. Each window costs a write a viewer, so that the load is kept level:
 * a class gets its media almost at once, and only a relay with hundreds of viewers delays it noticeably.
 */
export const windowMsFor = (viewersOfAllStreams: number, { minWindowMs, maxWindowMs }: Pick<RelayLimits, 'minWindowMs' | 'maxWindowMs'>): number =>
  Math.round(Math.min(maxWindowMs, Math.max(minWindowMs, viewersOfAllStreams / MANY_VIEWERS * maxWindowMs)))
