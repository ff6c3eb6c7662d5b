/** Why a connection that looks alive is reopened. mpegts.js reports none of these. */
export type Complaint =
  /** No bytes arrive: the network was lost without notice, or the publisher was. */
  | 'silent'
  /** Bytes arrive without a picture, for example with a bad AVC record. */
  | 'frozen'
  /** The header announces sound and none arrives: the stream can start only without it. */
  | 'soundless'

export interface WatchFacts {
  nowMs: number
  openedAtMs: number
  lastArrivalMs: number
  /** Of this connection; undefined before the first picture. */
  lastFrameMs: number | undefined
  hasVideo: boolean
  hasAudio: boolean
  /** The player waits for sound. */
  expectsAudio: boolean
  isPlaying: boolean
  /** A hidden tab shows no pictures. */
  isHidden: boolean
}

const SILENT_AFTER_MS = 5000
const FROZEN_AFTER_MS = 4000
/** Sound and picture of one stream start together, within this time. */
const SOUNDLESS_AFTER_MS = 1000
/** Maximum time until a keyframe. */
const FIRST_FRAME_WITHIN_MS = 6000

/** The fault of the connection, if it has one. Pure. */
export function complain(facts: WatchFacts): Complaint | undefined {
  const { nowMs, openedAtMs, lastFrameMs } = facts
  if (nowMs - facts.lastArrivalMs > SILENT_AFTER_MS) return 'silent'
  if (lastFrameMs === undefined) {
    const isSoundless = facts.expectsAudio && facts.hasVideo && !facts.hasAudio
    if (isSoundless && nowMs - openedAtMs > SOUNDLESS_AFTER_MS) return 'soundless'
    return facts.hasVideo && !facts.isHidden && nowMs - openedAtMs > FIRST_FRAME_WITHIN_MS ? 'frozen' : undefined
  }
  return facts.isPlaying && !facts.isHidden && nowMs - lastFrameMs > FROZEN_AFTER_MS ? 'frozen' : undefined
}
