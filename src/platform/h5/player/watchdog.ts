/** Why a connection that looks alive is opened again. mpegts.js tells none of these. */
export type Complaint =
  /** Nothing arrives: the network is gone without a word, or the publisher is. */
  | 'silent'
  /** Bytes arrive, and no picture comes of them: as with a bad AVC record. */
  | 'frozen'
  /** The header promises sound and none comes: the stream can only start without it. */
  | 'soundless'

export interface WatchFacts {
  nowMs: number
  openedAtMs: number
  lastArrivalMs: number
  /** Of this connection; undefined before the first picture. */
  lastFrameMs: number | undefined
  hasVideo: boolean
  hasAudio: boolean
  /** Sound is waited for. */
  expectsAudio: boolean
  isPlaying: boolean
  /** A hidden tab shows no pictures. */
  isHidden: boolean
}

const SILENT_AFTER_MS = 5000
const FROZEN_AFTER_MS = 4000
/** Sound and picture of one stream begin together, give or take. */
const SOUNDLESS_AFTER_MS = 1000
/** A keyframe must have come in this time. */
const FIRST_FRAME_WITHIN_MS = 6000

/** What is wrong with the connection, if anything. Pure. */
export function complain(facts: WatchFacts): Complaint | undefined {
  const { nowMs, openedAtMs, lastFrameMs } = facts
  if (nowMs - facts.lastArrivalMs > SILENT_AFTER_MS) return 'silent'
  if (lastFrameMs === undefined) {
    if (facts.expectsAudio && facts.hasVideo && !facts.hasAudio && nowMs - openedAtMs > SOUNDLESS_AFTER_MS) return 'soundless'
    return facts.hasVideo && !facts.isHidden && nowMs - openedAtMs > FIRST_FRAME_WITHIN_MS ? 'frozen' : undefined
  }
  return facts.isPlaying && !facts.isHidden && nowMs - lastFrameMs > FROZEN_AFTER_MS ? 'frozen' : undefined
}
