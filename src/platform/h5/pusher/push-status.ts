import type { RawNetStatus } from '@/features/codes/netstatus'
import type { PictureSize } from '../../picture-size'
import type { PublisherCounts } from './send/publisher'

export interface PushFacts {
  elapsedMs: number
  counts: PublisherCounts
  /** Bytes that wait in the socket, now and at the last report. */
  queuedBytes: number
  queuedBytesBefore: number
  /** The waiting bytes in milliseconds of media. */
  queuedMs: number
  gopMs: number
  size: PictureSize
  /** Frames that wait in the encoders. */
  videoQueueFrames: number
  audioQueueFrames: number
}

/**
 * Upper limits of the socket's queue, in milliseconds, for network quality 1, 2, … 5; above the last it is unusable.
 */
const QUALITY_STEPS_MS = [100, 300, 700, 1500, 3000]

const kbps = (bytes: number, elapsedMs: number) => Math.max(0, Math.round(bytes * 8 / elapsedMs))

/** WeChat's quality from 1 (best) to 6 (unusable), derived from the waiting media. */
export function queueQuality(queuedMs: number): number {
  const step = QUALITY_STEPS_MS.findIndex(limitMs => queuedMs <= limitMs)
  return step < 0 ? QUALITY_STEPS_MS.length + 1 : step + 1
}

/** WeChat's `netstatus` of a push. */
export function toPushStatus(facts: PushFacts): RawNetStatus {
  const { counts, elapsedMs } = facts
  const producedBytes = counts.videoBytes + counts.audioBytes
  return {
    videoBitrate: kbps(counts.videoBytes, elapsedMs),
    audioBitrate: kbps(counts.audioBytes, elapsedMs),
    videoFPS: Math.round(counts.videoFrames / elapsedMs * 1000),
    videoGOP: Math.round(facts.gopMs / 100) / 10,
    netSpeed: kbps(producedBytes - facts.queuedBytes + facts.queuedBytesBefore, elapsedMs),
    // Delay at the uplink: 0 on a network that sends everything immediately.
    netJitter: Math.round(facts.queuedMs),
    videoWidth: facts.size.width,
    videoHeight: facts.size.height,
    netQualityLevel: queueQuality(facts.queuedMs),
    videoCache: facts.videoQueueFrames,
    audioCache: facts.audioQueueFrames,
  }
}
