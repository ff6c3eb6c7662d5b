import type { LivePusherProps } from '../../../src/platform/live-pusher.types'

/** What the bench calls in its two pages, as `window.page`. */

export type PushSettings = Pick<LivePusherProps, 'fps' | 'maxBitrate' | 'enableCamera' | 'enableMic'>
export type PushChanges = Partial<Pick<LivePusherProps, keyof PushSettings | 'muted' | 'remoteMirror' | 'localMirror'>>

export interface PusherPage {
  /** WeChat codes, as they come. */
  codes: number[]
  status: object[]
  /** Resolves once encoders run and the connection is being opened. */
  push: (url: string, settings: PushSettings) => Promise<void>
  /** Changes props while pushing. */
  set: (changes: PushChanges) => Promise<void>
  setVolume: (volume: number) => Promise<void>
  stop: () => Promise<void>
}

export interface ClockSample {
  /** When the picture was shown, on the page's clock. */
  atMs: number
  /** Since it was painted; undefined where the clock could not be read. */
  latencyMs: number | undefined
}

/** [min, max] seconds, or what the app's tuner makes of the player's reports. */
export type WatchCache = readonly [minCacheSeconds: number, maxCacheSeconds: number] | 'automatic'

export interface Watch {
  samples: ClockSample[]
  /** WeChat codes, as they came. */
  codes: number[]
  /** Floors of the cache, seconds, as they were set. */
  floors: number[]
}

export interface PlayerPage {
  watch: (src: string, cache: WatchCache, spans: { warmUpMs: number, measureMs: number }) => Promise<Watch>
  /** Milliseconds from the tap to the first picture of a new player. */
  join: (src: string) => Promise<number>
}

declare global {
  interface Window {
    page: PusherPage & PlayerPage
  }
}
