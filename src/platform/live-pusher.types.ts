/**
 * The port for sending a class: WeChat's `live-pusher` (live-pusher.vue) and its browser twin (live-pusher.h5.vue).
 * Attributes, events and commands are WeChat's, by their own names; the twin emits the same codes and netstatus fields.
 * A page imports it under a name of its own, such as `PusherPort`: as `LivePusher` the custom component would be
 * registered over WeChat's tag.
 * Source: reference C2, C3, C5, C6 (developers.weixin.qq.com/miniprogram/dev/component/live-pusher).
 */
import type { RawNetStatus } from '@/live/netstatus'

export interface LivePusherProps {
  /** WeChat: `rtmp://…`; H5: `ws(s)://….flv?…` with sub-protocol `publisher`. Signed: never log it. */
  url: string
  mode: 'SD' | 'HD' | 'FHD' | 'RTC'
  /** kbps */
  minBitrate: number
  /** kbps */
  maxBitrate: number
  audioQuality: 'high' | 'low'
  enableCamera: boolean
  enableMic: boolean
  devicePosition: 'front' | 'back'
  orientation: 'vertical' | 'horizontal'
  aspect: '3:4' | '9:16'
  /** 0–9, 0 is off */
  beauty: number
  /** 0–9, 0 is off */
  whiteness: number
  /** Frames a second, 1–30. */
  fps: number
  /** Shown to students while WeChat is in the background. */
  waitingImage: string
}

/** `code` is decoded by `toPusherEvent`, never compared by hand. */
export interface StateChange { code: number, message: string }

export type LivePusherEvents = {
  statechange: [StateChange]
  netstatus: [{ info: RawNetStatus }]
  /** WeChat's `binderror`: camera or microphone refused and the like. */
  error: [{ errCode: number, errMsg: string }]
}

/** Reject with a `CommandError`: `{ errMsg, errno? }` as WeChat's context has it. */
export interface LivePusherCommands {
  startPreview: () => Promise<void>
  stopPreview: () => Promise<void>
  start: () => Promise<void>
  stop: () => Promise<void>
  pause: () => Promise<void>
  resume: () => Promise<void>
  switchCamera: () => Promise<void>
  toggleTorch: () => Promise<void>
  /** Resolves with a path or object URL of the picture. */
  snapshot: () => Promise<{ tempImagePath: string, width: number, height: number }>
}
