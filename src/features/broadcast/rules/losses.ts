/** Losses of the stream, as times in milliseconds. */

const WINDOW_MS = 600_000
const MANY = 3

/** The losses of the last ten minutes; a clock that was set back forgets the later ones. */
export const recentLosses = (losses: readonly number[], nowMs: number): number[] =>
  losses.filter(atMs => atMs <= nowMs && nowMs - atMs < WINDOW_MS)

/** So many that the teacher should change something. */
export const areMany = (losses: readonly number[], nowMs: number): boolean => recentLosses(losses, nowMs).length >= MANY
