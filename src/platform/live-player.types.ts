/**
 * The port for watching: WeChat's `live-player` (live-player.vue) and its browser twin (live-player.h5.vue).
 * Attributes, events and commands are WeChat's, by their own names. A page imports it under a name of its own, such as
 * `PlayerPort`: as `LivePlayer` the custom component would be registered over WeChat's tag.
 * Source: reference C1, C3, C4, C6 (developers.weixin.qq.com/miniprogram/dev/component/live-player).
 */
import type { RawNetStatus } from '@/live/netstatus'
import type { StateChange } from './live-pusher.types'

export interface LivePlayerProps {
  /** WeChat: rtmp or http(s) FLV; H5: ws(s) or http(s) FLV. Signed: never log it. Empty stops; a change while playing reopens. */
  src: string
  mode: 'live' | 'RTC'
  autoplay: boolean
  muted: boolean
  orientation: 'vertical' | 'horizontal'
  objectFit: 'contain' | 'fillCrop'
  /** Seconds of media before playing starts, and kept. */
  minCache: number
  /** Seconds of media above which the player catches up. */
  maxCache: number
  soundMode: 'speaker' | 'ear'
  autoPauseIfNavigate: boolean
  autoPauseIfOpenNative: boolean
}

export type LivePlayerEvents = {
  statechange: [StateChange]
  netstatus: [{ info: RawNetStatus }]
  fullscreenchange: [{ direction: 'vertical' | 'horizontal', fullScreen: boolean }]
  error: [{ errCode: number, errMsg: string }]
  /** H5 only: the browser refused to play with sound; the twin plays muted until a tap calls `mute(false)`. */
  autoplaymuted: []
}

/** Reject with a `CommandError`: `{ errMsg, errno? }` as WeChat's context has it. */
export interface LivePlayerCommands {
  play: () => Promise<void>
  stop: () => Promise<void>
  pause: () => Promise<void>
  resume: () => Promise<void>
  mute: (muted: boolean) => Promise<void>
  requestFullScreen: (direction: 0 | 90 | -90) => Promise<void>
  exitFullScreen: () => Promise<void>
  snapshot: () => Promise<{ tempImagePath: string, width: number, height: number }>
}
