/**
 * `detail.info` of `bindnetstatus`, as WeChat sends it about every 2 s (docs/reference/wechat-live-components.md, C6).
 * Every key may be missing: player and pusher report different keys, and versions differ.
 */
export interface RawNetStatus {
  videoBitrate?: number
  audioBitrate?: number
  videoFPS?: number
  videoGOP?: number
  netSpeed?: number
  netJitter?: number
  videoWidth?: number
  videoHeight?: number
  /** 0 undefined, 1 best … 6 unusable */
  netQualityLevel?: number
  /** Player: milliseconds buffered. Pusher: frames queued. */
  videoCache?: number
  audioCache?: number
  /** Player only: frames in Android's hardware decoder. */
  vDecCacheSize?: number
  /** Player only: queued frames in total. More frames mean more latency. */
  vSumCacheSize?: number
  /** Player only: audio-video skew at playback, milliseconds. */
  avPlayInterval?: number
  /** Player only: audio-video skew at reception, milliseconds. */
  avRecvInterval?: number
  /** Player only: the player catches up while more audio than this is cached. WeChat documents no unit. */
  audioCacheThreshold?: number
}

/** 1 best … 6 unusable. */
export type NetQualityLevel = 1 | 2 | 3 | 4 | 5 | 6

/** Keys that player and pusher share. A key is missing if the component did not report it. */
interface NetStatus {
  videoBitrateKbps?: number
  audioBitrateKbps?: number
  fps?: number
  gopSeconds?: number
  /** Sent by a pusher, received by a player. */
  speedKbps?: number
  jitterMs?: number
  /** Pixels. */
  width?: number
  /** Pixels. */
  height?: number
  /** Also missing if WeChat reports 0, "undefined". */
  qualityLevel?: NetQualityLevel
}

export interface PlayerNetStatus extends NetStatus {
  videoCacheMs?: number
  audioCacheMs?: number
  /** The player catches up while more audio than this is cached. */
  audioCacheThresholdMs?: number
  /** Frames in Android's hardware decoder. */
  decoderQueueFrames?: number
  /** Queued frames in total. More frames mean more latency. */
  queueFrames?: number
  /** Audio ahead of video at playback, milliseconds; negative: behind. */
  avSkewMs?: number
  /** Audio ahead of video at reception, milliseconds; negative: behind. */
  avReceiveSkewMs?: number
}

export interface PusherNetStatus extends NetStatus {
  videoQueueFrames?: number
  audioQueueFrames?: number
}

/** Some phones send numbers as text, and `-1` or `NaN` for "unknown". */
function toNumber(value: unknown, min = 0): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= min ? number : undefined
}

/**
 * Android reports fractional seconds, iOS whole milliseconds.
 * 100 separates the two: no cache is as long as 100 s or as short as 100 ms.
 */
function toThresholdMs(value: unknown): number | undefined {
  const number = toNumber(value)
  return number !== undefined && number < 100 ? number * 1000 : number
}

const toQualityLevel = (value: unknown): NetQualityLevel | undefined => {
  const level = toNumber(value)
  return level !== undefined && Number.isInteger(level) && level >= 1 && level <= 6
    ? level as NetQualityLevel
    : undefined
}

function withoutMissing<T extends object>(status: T): T {
  return Object.fromEntries(Object.entries(status).filter(([, value]) => value !== undefined)) as T
}

const common = (raw: RawNetStatus): NetStatus => ({
  videoBitrateKbps: toNumber(raw.videoBitrate),
  audioBitrateKbps: toNumber(raw.audioBitrate),
  fps: toNumber(raw.videoFPS),
  gopSeconds: toNumber(raw.videoGOP),
  speedKbps: toNumber(raw.netSpeed),
  jitterMs: toNumber(raw.netJitter),
  width: toNumber(raw.videoWidth),
  height: toNumber(raw.videoHeight),
  qualityLevel: toQualityLevel(raw.netQualityLevel),
})

/** Converts a player's report to values with units. Missing and invalid values are left out. */
export const toPlayerNetStatus = (raw: RawNetStatus): PlayerNetStatus => withoutMissing({
  ...common(raw),
  videoCacheMs: toNumber(raw.videoCache),
  audioCacheMs: toNumber(raw.audioCache),
  audioCacheThresholdMs: toThresholdMs(raw.audioCacheThreshold),
  decoderQueueFrames: toNumber(raw.vDecCacheSize),
  queueFrames: toNumber(raw.vSumCacheSize),
  avSkewMs: toNumber(raw.avPlayInterval, Number.NEGATIVE_INFINITY),
  avReceiveSkewMs: toNumber(raw.avRecvInterval, Number.NEGATIVE_INFINITY),
})

/** Converts a pusher's report to values with units. Missing and invalid values are left out. */
export const toPusherNetStatus = (raw: RawNetStatus): PusherNetStatus => withoutMissing({
  ...common(raw),
  videoQueueFrames: toNumber(raw.videoCache),
  audioQueueFrames: toNumber(raw.audioCache),
})
