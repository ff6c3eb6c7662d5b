import { playSource } from '../h5/player/source/play-source'
import type { PlaySource } from '../h5/player/source/play-source'
import type { LiveDevice, PlayUrls } from './live-device.types'

const URL_OF: Record<PlaySource, (urls: PlayUrls) => string> = { flv: ({ wsFlv }) => wsFlv, hls: ({ hls }) => hls }

export const liveDevice: LiveDevice = {
  platform: 'h5',
  pushUrlOf: ({ wsPushUrl }) => wsPushUrl,
  playUrlOf(urls) {
    const source = playSource()
    return source && URL_OF[source](urls)
  },
  orientation: () => (window.innerWidth > window.innerHeight ? 'horizontal' : 'vertical'),
  canCommandHidden: true,
  // A browser returns the camera by itself.
  isIos: () => false,
  openPermissions: undefined,
  onAudioInterruption: () => () => {},
}
