/** How many seconds of cache would have been enough for what was seen. Pure figures; the tuner keeps and weighs them. */
import type { PlayerNetStatus } from '@/features/codes/netstatus'

/** The highest floor of the tuner: above, a student is too late to answer the teacher. */
export const HIGHEST_SECONDS = 3.4

/** The lowest for about 1 Mbps, and what a high bitrate gets above it: the same gap holds back more of it for longer. */
const LOWEST_SECONDS = 1.2
const LOWEST_EXTRA_SECONDS = 0.2

/** The guide's "about 1 Mbps" and the middle of its "2 to 3 Mbps", kbps. */
const LOW_BITRATE_KBPS = 1200
const HIGH_BITRATE_KBPS = 2500

const shareOfHigh = (bitrateKbps: number): number =>
  Math.min(1, Math.max(0, (bitrateKbps - LOW_BITRATE_KBPS) / (HIGH_BITRATE_KBPS - LOW_BITRATE_KBPS)))

/** The guide's floor: 1 s for a low bitrate, 3 s for a high one, in between for what is in between. */
export const guideSeconds = (bitrateKbps: number): number => 1 + 2 * shareOfHigh(bitrateKbps)

/** What a network without trouble comes down to. */
export const lowestSeconds = (bitrateKbps: number): number => LOWEST_SECONDS + LOWEST_EXTRA_SECONDS * shareOfHigh(bitrateKbps)

/** Added to what would have just been enough: the next gap is seldom the same. */
const MARGIN_SECONDS = 0.8

/** An outage this long empties every floor that is allowed; it tells nothing about the next, shorter one. */
const HOPELESS_SECONDS = 4
const NEED_OF_HOPELESS_SECONDS = 1.4

/** The floor was at `floorSeconds` when the picture stopped, for `stalledSeconds`. */
export function needOfStall(floorSeconds: number, stalledSeconds: number): number {
  const enoughSeconds = floorSeconds + stalledSeconds
  return enoughSeconds > HOPELESS_SECONDS ? NEED_OF_HOPELESS_SECONDS : enoughSeconds + MARGIN_SECONDS
}

/** A second stall within minutes: the guide's floor for what needs the most. */
export const NEED_OF_SECOND_STALL_SECONDS = 3

/** DATA_LAGGING: nothing came for 1.5 s, and more may follow. */
export const NEED_OF_LAG_SECONDS = 2.1

/** STUTTERING outside a stall: a gap of half a second that the cache did not hide. A slow phone stutters too, so not more. */
export const NEED_OF_STUTTER_SECONDS = 1.6

/** By netQualityLevel, which tells of uneven arrival; the better levels ask for nothing. */
const NEED_BY_LEVEL: Readonly<Record<number, number>> = { 4: 1.6, 5: 2.2, 6: 2.6 }

/** A mean deviation of arrival, while single ones are several times as large; of another unit on some phones, so capped. */
const JITTER_WEIGHT = 3
const MOST_FOR_JITTER_SECONDS = 2

/** A cache that lost less than this between two reports is only breathing. What is seen every 2 s is seldom the deepest. */
const DIP_SECONDS = 0.4
const DIP_WEIGHT = 2.4

/** `previousCacheMs`: of the report before, if it was from the same picture. */
export function needOfStatus({ videoCacheMs, jitterMs = 0, qualityLevel = 1 }: PlayerNetStatus, previousCacheMs: number | undefined): number {
  const dipSeconds = previousCacheMs === undefined || videoCacheMs === undefined ? 0 : (previousCacheMs - videoCacheMs) / 1000
  return Math.max(
    NEED_BY_LEVEL[qualityLevel] ?? 0,
    Math.min(MOST_FOR_JITTER_SECONDS, jitterMs * JITTER_WEIGHT / 1000),
    dipSeconds > DIP_SECONDS ? dipSeconds * DIP_WEIGHT + MARGIN_SECONDS : 0,
  )
}
