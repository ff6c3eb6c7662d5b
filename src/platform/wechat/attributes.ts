import { hasCapability, supportedAttributes } from '../capabilities/table'
import type { WeChatHost } from '../capabilities/table'
import { LIVE_PLAYER_DEFAULTS } from '../live-player.defaults'
import type { LivePlayerProps } from '../live-player.types'
import { LIVE_PUSHER_DEFAULTS } from '../live-pusher.defaults'
import type { LivePusherProps } from '../live-pusher.types'
import { wantedSize } from '../picture-size'

/** What the tag gets of the port's props: all that this WeChat understands. */
export const playerAttributes = (host: WeChatHost, props: LivePlayerProps): LivePlayerProps =>
  supportedAttributes('player', host, props, LIVE_PLAYER_DEFAULTS)

function supportedMode(host: WeChatHost, mode: LivePusherProps['mode']): LivePusherProps['mode'] {
  if (mode === 'QVGA') return hasCapability(host, 'pusher.modeQVGA') ? mode : 'SD'
  if (mode === 'HVGA') return hasCapability(host, 'pusher.modeHVGA') ? mode : 'SD'
  return mode
}

/**
 * Outside RTC the size that goes with the mode is said as well: WeChat's page has 360 × 640 as a default for every mode,
 * and which of the two wins is written nowhere.
 */
export function pusherAttributes(host: WeChatHost, props: LivePusherProps): LivePusherProps {
  const attributes = supportedAttributes('pusher', host, { ...props, mode: supportedMode(host, props.mode) }, LIVE_PUSHER_DEFAULTS)
  if (attributes.mode === 'RTC') return attributes
  const { width, height } = wantedSize({ ...attributes, orientation: 'vertical' })
  return { ...attributes, videoWidth: width, videoHeight: height }
}
