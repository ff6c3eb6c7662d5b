import type { LivePusherProps } from './live-pusher.types'

/** WeChat's own defaults (reference C2), except for `mode`: RTC keeps the microphone after the mini-program is closed. */
export const LIVE_PUSHER_DEFAULTS = {
  url: '',
  mode: 'SD',
  minBitrate: 200,
  maxBitrate: 1000,
  audioQuality: 'high',
  enableCamera: true,
  enableMic: true,
  devicePosition: 'front',
  orientation: 'vertical',
  aspect: '9:16',
  beauty: 0,
  whiteness: 0,
  fps: 15,
  waitingImage: '',
} as const satisfies LivePusherProps
