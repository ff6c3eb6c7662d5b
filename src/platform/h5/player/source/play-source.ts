/** The way of a live stream into a `<video>`: FLV through Media Source, or HLS by the browser itself. */
export type PlaySource = 'flv' | 'hls'

export interface SourceFacts {
  /** Media Source, or the Managed Media Source of iPhones since iOS 17.1, for H.264 and AAC. */
  hasMediaSource: boolean
  /** iPhones of any version, and Safari. */
  hasNativeHls: boolean
}

const MSE_TYPE = 'video/mp4; codecs="avc1.42E01E,mp4a.40.2"'
const HLS_TYPE = 'application/vnd.apple.mpegurl'

/**
 * FLV first: its latency is seconds lower, and the player controls its cache. Undefined: this browser cannot show the
 * class.
 */
export function choosePlaySource({ hasMediaSource, hasNativeHls }: SourceFacts): PlaySource | undefined {
  if (hasMediaSource) return 'flv'
  return hasNativeHls ? 'hls' : undefined
}

/** The capabilities of this browser. `ManagedMediaSource` is not in TypeScript's library. */
export function sourceFacts(): SourceFacts {
  const { MediaSource: plain, ManagedMediaSource: managed } =
    window as { MediaSource?: typeof MediaSource, ManagedMediaSource?: typeof MediaSource }
  return {
    hasMediaSource: [plain, managed].some(source => source?.isTypeSupported(MSE_TYPE) === true),
    hasNativeHls: document.createElement('video').canPlayType(HLS_TYPE) !== '',
  }
}

export const playSource = (): PlaySource | undefined => choosePlaySource(sourceFacts())

/** Checks the path: a query may contain anything. */
export const isHlsUrl = (url: string): boolean => /^[^?#]*\.m3u8(?:[?#]|$)/i.test(url)
