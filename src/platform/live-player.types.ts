/**
 * The port for watching: WeChat's `live-player` (live-player.vue) and its browser twin (live-player.h5.vue).
 * Attributes, events and commands are WeChat's, by their own names. A page imports it under a name of its own, such as
 * `PlayerPort`: as `LivePlayer` the custom component would be registered over WeChat's tag.
 *
 * "Since" is the base library that a thing came with; src/platform/capabilities/table.ts is the same as a table, for code.
 * Source: docs/reference/wechat-live-components.md, C1, C3, C4, C6, C9
 * (developers.weixin.qq.com/miniprogram/dev/component/live-player).
 */
import type { RawNetStatus } from '@/features/codes/netstatus'
import type { Orientation, PictureInPictureMode, Snapshot, SnapshotOptions, StateChange } from './live-pusher.types'

/** `live` keeps a cache between `minCache` and `maxCache`; `RTC` stays below half a second and wants a signed rtmp URL. */
export type PlayerMode = 'live' | 'RTC'
/** At which edge the floating window appears and how far down, such as `(right, 60%)`. */
export type PictureInPicturePosition = '' | `(${'left' | 'right'}, ${number}%)`
/** The phone upright, turned left, turned right. */
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
  /** How the picture lies, not the direction of full screen. Default vertical. Since 1.7.0. */
  orientation: Orientation
  /** All of the picture with black beside it, or cut to fill. Default contain. Since 1.7.0. */
  objectFit: 'contain' | 'fillCrop'
  /** Does nothing any longer: the background is always silent. Default false. Since 1.7.0. */
  backgroundMute: boolean
  /** Seconds of media before playing starts, and kept. Default 1; in RTC mode see `RTC_CACHES`. Since 1.7.0. */
  minCache: number
  /** Seconds of media above which the player catches up. Default 3. Since 1.7.0. */
  maxCache: number
  /** Default speaker. Since 1.9.90. */
  soundMode: 'speaker' | 'ear'
  /** Pauses while another page of the mini-program is over this one. Default true. Since 2.5.0. */
  autoPauseIfNavigate: boolean
  /** Pauses while a page of WeChat's own is over this one; iOS does so whatever it says. Default true. Since 2.5.0. */
  autoPauseIfOpenNative: boolean
  /** Default none. Since 2.10.3. */
  pictureInPictureMode: PictureInPictureMode
  /** Default WeChat's choice. Since 3.3.0. */
  pictureInPictureInitPosition: PictureInPicturePosition
  /** Full screen when the phone is turned and the system lets it turn. Default false. Since 2.11.0. */
  enableAutoRotation: boolean
  /** Default no-referrer. Since 2.13.0. */
  referrerPolicy: 'origin' | 'no-referrer'
  /** To a television by DLNA. Default false. Since 2.32.0. */
  enableCasting: boolean
  /** A half transparent log over the picture. In the guide, no longer on WeChat's page. Default false. Since 1.7.0. */
  debug: boolean
}

/** Seen in vendors' own components, in no document: passed on only with `allowUndocumented`. */
export interface LivePlayerUndocumented {
  /** The system's floating window, outside WeChat. */
  enableSystemPip: boolean
  muteAudio: boolean
  muteVideo: boolean
  /** Text inside the stream (SEI) comes as code 2012. */
  enableRecvMessage: boolean
  /** Text inside the stream comes as `metadatachange`. */
  enableMetadata: boolean
}

/** A player that outlives the component which shows it. */
export interface KeptPlayer {
  /** From wherever it was, without a break in the picture. */
  showIn: (stage: HTMLElement) => void
  /** Nothing where it is shown somewhere else by now. */
  leave: (stage: HTMLElement) => void
}

/** What the port adds. */
export interface LivePlayerPort {
  /** Another number makes a new native component, and a new context with it: what helps where a restart does not. */
  generation: number
  allowUndocumented: boolean
  /**
   * H5 only: shows this player instead of one of its own; the one who made it gives it its attributes and hears its
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
  /** WeChat's detail is empty so far. Since 2.10.0. */
  audiovolumenotify: [{ volume?: number }]
  /** Since 2.11.0. */
  enterpictureinpicture: []
  /** Since 2.11.0. */
  leavepictureinpicture: []
  /** A device was chosen, or not. Since 2.32.0. */
  castinguserselect: [{ state: 'success' | 'fail' }]
  /** Since 2.32.0. */
  castingstatechange: [{ type: string, state: 'success' | 'fail' }]
  /** Since 2.32.0. */
  castinginterrupt: []
  /** Only in WeChat's sample code, in no table. */
  error: [{ errCode: number, errMsg: string }]
  /** With `enableMetadata`: undocumented, whatever it is. */
  metadatachange: [{ info: unknown }]
  /** H5 only: the browser refused to play with sound; the twin plays muted until a tap calls `mute(false)`. */
  autoplaymuted: []
}

/** Reject with a `CommandError`: `{ errMsg, errno? }` as WeChat's context has it. */
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
  /** Sound goes on while WeChat is in the background; not in RTC mode, and too late once hidden. Since 2.14.3. */
  requestBackgroundPlayback: () => Promise<void>
  /** Since 2.14.3. */
  exitBackgroundPlayback: () => Promise<void>
  /** Since 2.15.0, and perhaps being withdrawn: never the only way into a floating window. */
  requestPictureInPicture: () => Promise<void>
  /** From any page. Since 2.10.3. */
  exitPictureInPicture: () => Promise<void>
  /** Only in a tap. This and the three below since 2.32.0. */
  startCasting: () => Promise<void>
  switchCasting: () => Promise<void>
  reconnectCasting: () => Promise<void>
  exitCasting: () => Promise<void>
}
