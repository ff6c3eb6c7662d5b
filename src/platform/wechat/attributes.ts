import { hasCapability, supportedAttributes } from '../capabilities/table'
import type { WeChatHost } from '../capabilities/table'
import { LIVE_PLAYER_DEFAULTS } from '../live-player.defaults'
import type { LivePlayerProps } from '../live-player.types'
import { LIVE_PUSHER_DEFAULTS } from '../live-pusher.defaults'
import type { LivePusherProps } from '../live-pusher.types'
import { wantedSize } from '../picture-size'

/** The attributes of the tag: those of the port's props that this WeChat supports. */
export const playerAttributes = (host: WeChatHost, props: LivePlayerProps): LivePlayerProps =>
  supportedAttributes('player', host, props, LIVE_PLAYER_DEFAULTS)

function supportedMode(host: WeChatHost, mode: LivePusherProps['mode']): LivePusherProps['mode'] {
  if (mode === 'QVGA') return hasCapability(host, 'pusher.modeQVGA') ? mode : 'SD'
  if (mode === 'HVGA') return hasCapability(host, 'pusher.modeHVGA') ? mode : 'SD'
  return mode
}

/**
* Outside RTC the size of the mode is set explicitly: WeChat's page documents 360 × 640 as the default for every mode,
* and does not document which of the two wins.
 */
export function pusherAttributes(host: WeChatHost, props: LivePusherProps): LivePusherProps {
  const supported = { ...props, mode: supportedMode(host, props.mode) }
  const attributes = supportedAttributes('pusher', host, supported, LIVE_PUSHER_DEFAULTS)
  if (attributes.mode === 'RTC') return attributes
  const { width, height } = wantedSize({ ...attributes, orientation: 'vertical' })
  return { ...attributes, videoWidth: width, videoHeight: height }
}
