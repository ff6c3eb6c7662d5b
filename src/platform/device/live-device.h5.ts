import type { LiveDevice } from './live-device.types'

export const liveDevice: LiveDevice = {
  platform: 'h5',
  pushUrlOf: ({ wsPushUrl }) => wsPushUrl,
  playUrlOf: ({ wsFlv }) => wsFlv,
  orientation: () => (window.innerWidth > window.innerHeight ? 'horizontal' : 'vertical'),
  canCommandHidden: true,
  // A browser gives the camera back by itself.
  isIos: () => false,
  openPermissions: undefined,
  onCallEnded: () => () => {},
}
