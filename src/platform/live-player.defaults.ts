import type { LivePlayerProps } from './live-player.types'

/** WeChat's own defaults (reference C1). */
export const LIVE_PLAYER_DEFAULTS = {
  src: '',
  mode: 'live',
  autoplay: false,
  muted: false,
  orientation: 'vertical',
  objectFit: 'contain',
  minCache: 1,
  maxCache: 3,
  soundMode: 'speaker',
  autoPauseIfNavigate: true,
  autoPauseIfOpenNative: true,
} as const satisfies LivePlayerProps
