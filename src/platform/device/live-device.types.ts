import type { Result } from '@contract'

type PushUrls = Pick<Result<'startLiveSession'>, 'pushUrl' | 'wsPushUrl'>
export type PlayUrls = NonNullable<Result<'watchLesson'>['playUrls']>

/** What the live pages do differently in WeChat (live-device.ts) and in a browser (live-device.h5.ts). */
export interface LiveDevice {
  platform: 'wechat' | 'h5'
  pushUrlOf: (urls: PushUrls) => string
  /** Undefined: nothing of it can be played here. */
  playUrlOf: (urls: PlayUrls) => string | undefined
  /** How to hold the picture that is sent: WeChat locks phones upright, a window may be either. */
  orientation: () => 'vertical' | 'horizontal'
  /** WeChat refuses every command to a component of a hidden page (1107003), and may stop others half way. */
  canCommandHidden: boolean
  /** Known once the app runs. */
  isIos: () => boolean
  /** Where a refused camera or microphone is allowed again; undefined where only the browser's own controls can. */
  openPermissions: (() => void) | undefined
  /** Calls back when a phone call that took the microphone is over. Returns the function that stops listening. */
  onCallEnded: (listener: () => void) => () => void
}
