import type { LivePusherProps } from '../../../src/platform/live-pusher.types'

/** The interface of the bench's two pages, in `window.page`. */

export type PushSettings = Pick<LivePusherProps, 'fps' | 'maxBitrate' | 'enableCamera' | 'enableMic'>
export type PushChanges = Partial<Pick<LivePusherProps, keyof PushSettings | 'muted' | 'remoteMirror' | 'localMirror'>>

export interface PusherPage {
  /** WeChat codes in order. */
  codes: number[]
  status: object[]
  /** Resolves when the encoders run and the connection is opening. */
  push: (url: string, settings: PushSettings) => Promise<void>
  /** Changes props while pushing. */
  set: (changes: PushChanges) => Promise<void>
  setVolume: (volume: number) => Promise<void>
  stop: () => Promise<void>
}

export interface ClockSample {
  /** Time of display, on the page's clock. */
  atMs: number
  /** Time since the clock was painted; undefined where it could not be read. */
  latencyMs: number | undefined
}

/** [min, max] seconds, or limits that the app's tuner derives from the player's reports. */
export type WatchCache = readonly [minCacheSeconds: number, maxCacheSeconds: number] | 'automatic'

export interface Watch {
  samples: ClockSample[]
  /** WeChat codes in order. */
  codes: number[]
  /** Floors of the cache in order, seconds. */
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
