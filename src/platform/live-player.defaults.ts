import type { LivePlayerProps } from './live-player.types'

/** WeChat's own defaults (reference C1). */
export const LIVE_PLAYER_DEFAULTS = {
  src: '',
  mode: 'live',
  autoplay: false,
  muted: false,
  orientation: 'vertical',
  objectFit: 'contain',
  backgroundMute: false,
  minCache: 1,
  maxCache: 3,
  soundMode: 'speaker',
  autoPauseIfNavigate: true,
  autoPauseIfOpenNative: true,
  pictureInPictureMode: '',
  pictureInPictureInitPosition: '',
  enableAutoRotation: false,
  referrerPolicy: 'no-referrer',
  enableCasting: false,
  debug: false,
  enableSystemPip: false,
  muteAudio: false,
  muteVideo: false,
  enableRecvMessage: false,
  enableMetadata: false,
  generation: 0,
  allowUndocumented: false,
} as const satisfies LivePlayerProps

/** Seconds. What WeChat's page recommends in RTC mode, where the guide says to leave both alone (reference C8.6). */
export const RTC_CACHES = { minCache: 0.2, maxCache: 0.8 } as const satisfies Partial<LivePlayerProps>
