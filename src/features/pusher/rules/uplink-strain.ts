/**
 * Derives from the pusher's reports how strained the uplink is, and whether the platform respects the bitrate limit.
 */
import type { PusherNetStatus } from '@/features/codes/netstatus'

/** 0: none. 1: noticeable. 2: too high to last. */
export type Strain = 0 | 1 | 2

/** AAC frames per second at 48 kHz. */
const AUDIO_FRAMES_PER_SECOND = 47

const between = (value: number, shows: number, lasts: number): Strain => (value >= lasts ? 2 : value >= shows ? 1 : 0)

/**
 * The highest strain of all measured values; undefined without any. `wantedFps` is undefined while the camera is off.
 */
export function strainOf(status: PusherNetStatus, wantedFps: number | undefined): Strain | undefined {
  const {
    qualityLevel, speedKbps, videoBitrateKbps = 0, audioBitrateKbps = 0, videoQueueFrames, audioQueueFrames,
  } = status
  const marks: Strain[] = []
  if (qualityLevel !== undefined) marks.push(between(qualityLevel, 4, 5))
  const encodedKbps = videoBitrateKbps + audioBitrateKbps
  if (speedKbps !== undefined && encodedKbps > 0) marks.push(between(1 - speedKbps / encodedKbps, 0.25, 0.5))
  // Queue lengths in seconds of media.
  if (audioQueueFrames !== undefined) marks.push(between(audioQueueFrames / AUDIO_FRAMES_PER_SECOND, 1, 2))
  if (wantedFps !== undefined && videoQueueFrames !== undefined) marks.push(between(videoQueueFrames / wantedFps, 1, 2))
  return marks.length ? marks.reduce((worst, mark) => (mark > worst ? mark : worst)) : undefined
}

/** Half of the frames are missing: the camera or the encoder is too slow, for example in the dark or on a hot phone. */
export const isCameraSlow = ({ fps, videoBitrateKbps }: PusherNetStatus, wantedFps: number | undefined): boolean =>
  wantedFps !== undefined && fps !== undefined && Boolean(videoBitrateKbps) && fps < wantedFps / 2

/** Android's WeChat 8.0.30 ignores `max-bitrate` (docs/reference/field-problems.md, row 21). */
export interface LimitWatch {
  isIgnored: boolean
  /** Consecutive reports up to now. */
  reportsAbove: number
  reportsWithin: number
}

export const UNWATCHED: LimitWatch = { isIgnored: false, reportsAbove: 0, reportsWithin: 0 }

/** Encoders overshoot for a moment only. This factor in this many reports means that the limit is ignored. */
const WELL_ABOVE = 1.3
const REPORTS_TO_BELIEVE = 5

/** A new limit resets the counts. `isIgnored` stays until it is disproved. */
export const underNewLimit = ({ isIgnored }: LimitWatch): LimitWatch => ({ ...UNWATCHED, isIgnored })

/** Without a picture (`undefined` or 0 kbps) the state stays the same. */
export function watchLimit(
  watch: LimitWatch, videoBitrateKbps: number | undefined, maxBitrateKbps: number,
): LimitWatch {
  if (!videoBitrateKbps) return watch
  const isAbove = videoBitrateKbps > maxBitrateKbps * WELL_ABOVE
  const reportsAbove = isAbove ? Math.min(watch.reportsAbove + 1, REPORTS_TO_BELIEVE) : 0
  const reportsWithin = isAbove ? 0 : Math.min(watch.reportsWithin + 1, REPORTS_TO_BELIEVE)
  const isIgnored = reportsAbove === REPORTS_TO_BELIEVE || (watch.isIgnored && reportsWithin < REPORTS_TO_BELIEVE)
  return { isIgnored, reportsAbove, reportsWithin }
}
