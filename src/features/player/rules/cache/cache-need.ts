/**
 * Estimates how many seconds of cache an observed problem needs. Pure functions; the cache tuner stores the results.
 */
import type { PlayerNetStatus } from '@/features/codes/netstatus'

/** Highest cache floor of the tuner, seconds. Above it, the latency is too high to answer the teacher. */
export const HIGHEST_SECONDS = 3

/** After a stall the guide's highest floor is needed: the next gap is often longer, and two stalls are one too many. */
export const NEED_OF_STALL_SECONDS = 3

/** An outage longer than this, seconds, empties any allowed cache. It does not predict the next, shorter one. */
const HOPELESS_SECONDS = 5
const NEED_OF_HOPELESS_SECONDS = 1.8

/** Need after a stall of `stalledSeconds` that began with a floor of `floorSeconds`. */
export const needOfStall = (floorSeconds: number, stalledSeconds: number): number =>
  (floorSeconds + stalledSeconds > HOPELESS_SECONDS ? NEED_OF_HOPELESS_SECONDS : NEED_OF_STALL_SECONDS)

/** DATA_LAGGING: no data arrived for 1.5 s, and the gap may continue. */
export const NEED_OF_LAG_SECONDS = 2

/**
 * STUTTERING outside a stall: a gap of half a second that the cache did not hide.
 * The value is small because a slow phone stutters too.
 */
export const NEED_OF_STUTTER_SECONDS = 1.6

/** Need by netQualityLevel, which measures uneven arrival. Levels 1 to 3 need nothing extra. */
const NEED_BY_LEVEL: Readonly<Record<number, number>> = { 4: 1.2, 5: 1.8, 6: 2.2 }

/**
 * Jitter is a mean deviation; single gaps are several times as large. Some phones report it in another unit,
 * so the result is capped.
 */
const JITTER_WEIGHT = 1
const MOST_FOR_JITTER_SECONDS = 1.6

/**
 * A smaller drop of the cache between two reports is normal. A report every 2 s seldom shows the lowest point,
 * so a larger drop is weighted.
 */
const DIP_SECONDS = 0.2
const DIP_WEIGHT = 1.8
/** Added to the weighted drop, seconds, because the next gap is seldom the same. */
const MARGIN_SECONDS = 0.8

/**
 * `previousCacheMs`: cache in the previous report, if playback was not interrupted since. A cache that falls and is not
 * below the floor says nothing: the player catches up.
 */
export function needOfStatus(
  { videoCacheMs, jitterMs = 0, qualityLevel = 1 }: PlayerNetStatus, previousCacheMs: number | undefined,
  floorSeconds: number,
): number {
  const dipSeconds = previousCacheMs === undefined || videoCacheMs === undefined || videoCacheMs >= floorSeconds * 1000
    ? 0
    : (previousCacheMs - videoCacheMs) / 1000
  return Math.max(
    NEED_BY_LEVEL[qualityLevel] ?? 0,
    Math.min(MOST_FOR_JITTER_SECONDS, jitterMs * JITTER_WEIGHT / 1000),
    dipSeconds > DIP_SECONDS ? dipSeconds * DIP_WEIGHT + MARGIN_SECONDS : 0,
  )
}
