/**
 * The port for watching: WeChat's `live-player` (live-player.vue) and its browser twin (live-player.h5.vue).
* Attributes, events and commands have WeChat's names. A page imports the component under another name, such as
* `PlayerPort`: under the name `LivePlayer` the custom component would replace WeChat's tag.
*
* "Since" names the base library that introduced the feature; src/platform/capabilities/table.ts holds the same data
* for code.
* Source: docs/reference/wechat-live-components.md, C1, C3, C4, C6, C9
 * (developers.weixin.qq.com/miniprogram/dev/component/live-player).
 */
import type { RawNetStatus } from '@/features/codes/netstatus'
import type { Orientation, PictureInPictureMode, Snapshot, SnapshotOptions, StateChange } from './live-pusher.types'

/**
 * `live` keeps a cache between `minCache` and `maxCache`; `RTC` stays below half a second and needs a signed rtmp URL.
 */
export type PlayerMode = 'live' | 'RTC'
/** The screen edge and the vertical position of the floating window, such as `(right, 60%)`. */
export type PictureInPicturePosition = '' | `(${'left' | 'right'}, ${number}%)`
/** Degrees: the phone upright, turned left, turned right. */
export type FullScreenDirection = 0 | 90 | -90

/** WeChat's documented attributes. */
export interface LivePlayerAttributes {
  /**
   * WeChat: rtmp or http(s) FLV, no HLS; H5: ws(s) or http(s) FLV, or http(s) HLS where there is no Media Source.
   * Signed: never log it. Empty stops; a change while playing reopens. Since 1.7.0.
   */
  src: string
  /** Default live. Since 1.7.0. */
  mode: PlayerMode
  /** Default false. Since 1.7.0. */
  autoplay: boolean
  /** Default false. Since 1.7.0. */
  muted: boolean
  /** Orientation of the picture, not the direction of full screen. Default vertical. Since 1.7.0. */
  orientation: Orientation
  /** `contain` shows the whole picture with black bars; `fillCrop` cuts it to fill. Default contain. Since 1.7.0. */
  objectFit: 'contain' | 'fillCrop'
  /** No effect any more: the background is always silent. Default false. Since 1.7.0. */
  backgroundMute: boolean
  /**
   * Seconds of media that the player buffers before it starts and keeps. Default 1; in RTC mode see `RTC_CACHES`. Since
   * 1.7.0.
   */
  minCache: number
  /** Seconds of media; above this the player catches up. Default 3. Since 1.7.0. */
  maxCache: number
  /** Default speaker. Since 1.9.90. */
  soundMode: 'speaker' | 'ear'
  /** Pauses while another page of the mini-program covers this one. Default true. Since 2.5.0. */
  autoPauseIfNavigate: boolean
  /** Pauses while a page of WeChat itself covers this one; iOS always does so. Default true. Since 2.5.0. */
  autoPauseIfOpenNative: boolean
  /** Default none. Since 2.10.3. */
  pictureInPictureMode: PictureInPictureMode
  /** Default: WeChat chooses. Since 3.3.0. */
  pictureInPictureInitPosition: PictureInPicturePosition
  /** Full screen when the user turns the phone and the system allows rotation. Default false. Since 2.11.0. */
  enableAutoRotation: boolean
  /** Default no-referrer. Since 2.13.0. */
  referrerPolicy: 'origin' | 'no-referrer'
  /** Casting to a television by DLNA. Default false. Since 2.32.0. */
  enableCasting: boolean
  /** A semi-transparent log over the picture. In the guide, no longer on WeChat's page. Default false. Since 1.7.0. */
  debug: boolean
}

/** Attributes seen in vendors' components but in no document. Set only with `allowUndocumented`. */
export interface LivePlayerUndocumented {
  /** The floating window of the system, outside WeChat. */
  enableSystemPip: boolean
  muteAudio: boolean
  muteVideo: boolean
  /** Delivers text inside the stream (SEI) as code 2012. */
  enableRecvMessage: boolean
  /** Delivers text inside the stream as `metadatachange`. */
  enableMetadata: boolean
}

/** A player that outlives the component that shows it. */
export interface KeptPlayer {
  /** Moves the player to this stage without a break in the picture. */
  showIn: (stage: HTMLElement) => void
  /** No effect if another stage shows the player now. */
  leave: (stage: HTMLElement) => void
}

/** Properties that the port adds. */
export interface LivePlayerPort {
  /** A new number creates a new native component and a new context, for cases where a restart does not help. */
  generation: number
  allowUndocumented: boolean
  /**
   * H5 only: shows this player instead of a new one. The owner of the player sets its attributes and receives its
   * events. WeChat keeps a floating player by itself.
   */
  kept: KeptPlayer | undefined
}

export interface LivePlayerProps extends LivePlayerAttributes, LivePlayerUndocumented, LivePlayerPort {}

export type LivePlayerEvents = {
  /** Since 1.7.0. */
  statechange: [StateChange]
  /** About every two seconds. Since 1.9.0. */
  netstatus: [{ info: RawNetStatus }]
  /** Since 1.7.0. */
  fullscreenchange: [{ direction: 'vertical' | 'horizontal', fullScreen: boolean }]
  /** WeChat's detail is empty at present. Since 2.10.0. */
  audiovolumenotify: [{ volume?: number }]
  /** Since 2.11.0. */
  enterpictureinpicture: []
  /** Since 2.11.0. */
  leavepictureinpicture: []
  /** The user chose a device or cancelled. Since 2.32.0. */
  castinguserselect: [{ state: 'success' | 'fail' }]
  /** Since 2.32.0. */
  castingstatechange: [{ type: string, state: 'success' | 'fail' }]
  /** Since 2.32.0. */
  castinginterrupt: []
  /** Only in WeChat's sample code, in no table. */
  error: [{ errCode: number, errMsg: string }]
  /** Sent with `enableMetadata`; the content is undocumented. */
  metadatachange: [{ info: unknown }]
  /** H5 only: the browser refused to play with sound. The twin plays muted until a tap calls `mute(false)`. */
  autoplaymuted: []
}

/** Commands reject with a `CommandError`: `{ errMsg, errno? }` from WeChat's context. */
export interface LivePlayerCommands {
  /** Since 1.7.0. */
  play: () => Promise<void>
  /** Since 1.7.0. */
  stop: () => Promise<void>
  /** Since 1.9.90. */
  pause: () => Promise<void>
  /** Since 1.9.90. */
  resume: () => Promise<void>
  /** Since 1.7.0. */
  mute: (muted: boolean) => Promise<void>
  /** Since 1.7.0. */
  requestFullScreen: (direction: FullScreenDirection) => Promise<void>
  /** Since 1.7.0. */
  exitFullScreen: () => Promise<void>
  /** Since 2.7.1. */
  snapshot: (options?: SnapshotOptions) => Promise<Snapshot>
  /** Sound continues while WeChat is in the background. Not in RTC mode; must be called before hiding. Since 2.14.3. */
  requestBackgroundPlayback: () => Promise<void>
  /** Since 2.14.3. */
  exitBackgroundPlayback: () => Promise<void>
  /** Since 2.15.0, possibly being withdrawn: never the only way into a floating window. */
  requestPictureInPicture: () => Promise<void>
  /** Works from any page. Since 2.10.3. */
  exitPictureInPicture: () => Promise<void>
  /** Only in a tap. This command and the three below: since 2.32.0. */
  startCasting: () => Promise<void>
  switchCasting: () => Promise<void>
  reconnectCasting: () => Promise<void>
  exitCasting: () => Promise<void>
}
