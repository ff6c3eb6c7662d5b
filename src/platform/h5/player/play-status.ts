import type { RawNetStatus } from '@/features/codes/netstatus'
import type { Arrivals } from './source/arrival-meter'

export interface PlayFacts {
  elapsedMs: number
  arrivals: Omit<Arrivals, 'mediaMs'>
  jitterMs: number
  gopMs: number
  /** Number of shown pictures. */
  frames: number
  width: number
  height: number
  /** Seconds of media ahead of the playhead. */
  cacheSeconds: number
}

/** Upper limits of a network silence, in milliseconds, for quality 1, 2, … 5; above the last it is unusable. */
const QUALITY_STEPS_MS = [250, 500, 1000, 1500, 2000]

const kbps = (bytes: number, elapsedMs: number) => Math.round(bytes * 8 / elapsedMs)

/** WeChat's quality from 1 (best) to 6 (unusable), derived from the longest silence. */
export function silenceQuality(longestGapMs: number): number {
  const step = QUALITY_STEPS_MS.findIndex(limitMs => longestGapMs <= limitMs)
  return step < 0 ? QUALITY_STEPS_MS.length + 1 : step + 1
}

/** WeChat's `netstatus` of a player. */
export function toPlayStatus({ arrivals, elapsedMs, ...facts }: PlayFacts): RawNetStatus {
  const cacheMs = Math.round(facts.cacheSeconds * 1000)
  return {
    videoBitrate: kbps(arrivals.videoBytes, elapsedMs),
    audioBitrate: kbps(arrivals.audioBytes, elapsedMs),
    videoFPS: Math.round(facts.frames / elapsedMs * 1000),
    videoGOP: Math.round(facts.gopMs / 100) / 10,
    netSpeed: kbps(arrivals.bytes, elapsedMs),
    netJitter: Math.round(facts.jitterMs),
    videoWidth: facts.width,
    videoHeight: facts.height,
    netQualityLevel: silenceQuality(arrivals.longestGapMs),
    videoCache: cacheMs,
    audioCache: cacheMs,
  }
}
