import type { Result } from '@contract'

type PushUrls = Pick<Result<'startLiveSession'>, 'pushUrl' | 'wsPushUrl'>
export type PlayUrls = NonNullable<Result<'watchLesson'>['playUrls']>

/** Differences of the live pages between WeChat (live-device.ts) and a browser (live-device.h5.ts). */
export interface LiveDevice {
  platform: 'wechat' | 'h5'
  pushUrlOf: (urls: PushUrls) => string
  /** Undefined: this device can play none of them. */
  playUrlOf: (urls: PlayUrls) => string | undefined
  /** Orientation of the sent picture: WeChat locks phones upright, a window may have either. */
  orientation: () => 'vertical' | 'horizontal'
  /** WeChat refuses every command to a component of a hidden page (1107003) and may stop others half way. */
  canCommandHidden: boolean
  /** Available once the app runs. */
  isIos: () => boolean
  /**
   * Opens the settings where the user can allow a refused camera or microphone; undefined in browsers, where only the
   * browser's own controls can.
   */
  openPermissions: (() => void) | undefined
  /**
   * Calls back when the system takes the sound for a call or an alarm, and when it gives it back. Returns the function
   * that stops listening.
   */
  onAudioInterruption: (began: () => void, ended: () => void) => () => void
}
