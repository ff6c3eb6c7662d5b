/**
 * `detail.info` of `bindnetstatus`, as WeChat sends it about every 2 s (docs/reference/wechat-live-components.md, C6).
 * Every key may be missing: player and pusher report different ones, and versions differ.
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
  /** Player only. Frames in the decoder of Android's hardware, and in all: the more, the later. */
  vDecCacheSize?: number
  vSumCacheSize?: number
  /** Player only. How far audio and video are apart when played and when received, milliseconds. */
  avPlayInterval?: number
  avRecvInterval?: number
  /** Player only: above this much cached sound the player catches up. WeChat gives no unit. */
  audioCacheThreshold?: number
}

/** 1 best … 6 unusable. */
export type NetQualityLevel = 1 | 2 | 3 | 4 | 5 | 6

/** What player and pusher report alike. A key is missing where the component did not report it. */
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
  /** Missing too where WeChat says "undefined" (0). */
  qualityLevel?: NetQualityLevel
}

export interface PlayerNetStatus extends NetStatus {
  videoCacheMs?: number
  audioCacheMs?: number
  /** Above this much cached sound the player catches up. */
  audioCacheThresholdMs?: number
  /** Waiting in the decoder of Android's hardware. */
  decoderQueueFrames?: number
  /** Waiting in all: the more, the later. */
  queueFrames?: number
  /** Audio ahead of video when played, milliseconds; below 0 behind. */
  avSkewMs?: number
  /** The same as the network delivers them. */
  avReceiveSkewMs?: number
}

export interface PusherNetStatus extends NetStatus {
  videoQueueFrames?: number
  audioQueueFrames?: number
}

/** Phones send numbers as text at times, and `-1` or `NaN` for "not known". */
function toNumber(value: unknown, min = 0): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= min ? number : undefined
}

/** On Android the engine holds seconds with a fraction, on iOS whole milliseconds; nobody caches 100 s, or for 100 ms. */
function toThresholdMs(value: unknown): number | undefined {
  const number = toNumber(value)
  return number !== undefined && number < 100 ? number * 1000 : number
}

const toQualityLevel = (value: unknown): NetQualityLevel | undefined => {
  const level = toNumber(value)
  return level !== undefined && Number.isInteger(level) && level >= 1 && level <= 6 ? level as NetQualityLevel : undefined
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

/** A player's report in units; what is missing or senseless is left out. */
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

/** A pusher's report in units; what is missing or senseless is left out. */
export const toPusherNetStatus = (raw: RawNetStatus): PusherNetStatus => withoutMissing({
  ...common(raw),
  videoQueueFrames: toNumber(raw.videoCache),
  audioQueueFrames: toNumber(raw.audioCache),
})
