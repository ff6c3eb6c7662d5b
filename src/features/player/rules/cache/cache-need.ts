/**
 * Estimates how many seconds of cache an observed problem needs. Pure functions; the cache tuner stores the results.
 */
import type { PlayerNetStatus } from '@/features/codes/netstatus'

/** Highest cache floor of the tuner, seconds. Above it, the latency is too high to answer the teacher. */
export const HIGHEST_SECONDS = 3.4

/**
 * Lowest floor for about 1 Mbps, and the extra at a high bitrate, seconds.
 * The same network gap delays more data of a stream with a high bitrate.
 */
const LOWEST_SECONDS = 1.2
const LOWEST_EXTRA_SECONDS = 0.2

/** The guide's "about 1 Mbps", and the middle of its "2 to 3 Mbps", kbps. */
const LOW_BITRATE_KBPS = 1200
const HIGH_BITRATE_KBPS = 2500

const shareOfHigh = (bitrateKbps: number): number =>
  Math.min(1, Math.max(0, (bitrateKbps - LOW_BITRATE_KBPS) / (HIGH_BITRATE_KBPS - LOW_BITRATE_KBPS)))

/** The guide's floor, seconds: 1 for a low bitrate, 3 for a high one, interpolated between them. */
export const guideSeconds = (bitrateKbps: number): number => 1 + 2 * shareOfHigh(bitrateKbps)

/** Floor on a network without problems, seconds. */
export const lowestSeconds = (bitrateKbps: number): number =>
  LOWEST_SECONDS + LOWEST_EXTRA_SECONDS * shareOfHigh(bitrateKbps)

/** Added to the measured need, seconds, because the next gap is seldom the same. */
const MARGIN_SECONDS = 0.8

/** An outage longer than this, seconds, empties any allowed cache. It does not predict the next, shorter one. */
const HOPELESS_SECONDS = 4
const NEED_OF_HOPELESS_SECONDS = 1.4

/** Need after a stall of `stalledSeconds` that began with a floor of `floorSeconds`. */
export function needOfStall(floorSeconds: number, stalledSeconds: number): number {
  const enoughSeconds = floorSeconds + stalledSeconds
  return enoughSeconds > HOPELESS_SECONDS ? NEED_OF_HOPELESS_SECONDS : enoughSeconds + MARGIN_SECONDS
}

/** Need after a second stall within minutes: the guide's highest floor. */
export const NEED_OF_SECOND_STALL_SECONDS = 3

/** DATA_LAGGING: no data arrived for 1.5 s, and the gap may continue. */
export const NEED_OF_LAG_SECONDS = 2.1

/**
 * STUTTERING outside a stall: a gap of half a second that the cache did not hide.
 * The value is small because a slow phone stutters too.
 */
export const NEED_OF_STUTTER_SECONDS = 1.6

/** Need by netQualityLevel, which measures uneven arrival. Levels 1 to 3 need nothing extra. */
const NEED_BY_LEVEL: Readonly<Record<number, number>> = { 4: 1.6, 5: 2.2, 6: 2.6 }

/**
 * Jitter is a mean deviation; single gaps are several times as large. Some phones report it in another unit,
 * so the result is capped.
 */
const JITTER_WEIGHT = 3
const MOST_FOR_JITTER_SECONDS = 2

/**
 * A smaller drop of the cache between two reports is normal. A report every 2 s seldom shows the lowest point,
 * so a larger drop is weighted.
 */
const DIP_SECONDS = 0.4
const DIP_WEIGHT = 2.4

/** `previousCacheMs`: cache in the previous report, if playback was not interrupted since. */
export function needOfStatus(
  { videoCacheMs, jitterMs = 0, qualityLevel = 1 }: PlayerNetStatus, previousCacheMs: number | undefined,
): number {
  const dipSeconds = previousCacheMs === undefined || videoCacheMs === undefined
    ? 0
    : (previousCacheMs - videoCacheMs) / 1000
  return Math.max(
    NEED_BY_LEVEL[qualityLevel] ?? 0,
    Math.min(MOST_FOR_JITTER_SECONDS, jitterMs * JITTER_WEIGHT / 1000),
    dipSeconds > DIP_SECONDS ? dipSeconds * DIP_WEIGHT + MARGIN_SECONDS : 0,
  )
}
