/**
 * `detail.info` of `bindnetstatus`, as WeChat sends it about every 2 s (reference C6). Every key may be missing:
 * player and pusher report different ones, and versions differ.
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
}
