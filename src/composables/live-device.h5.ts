import type { LiveDevice } from './live-device.types'

export const liveDevice: LiveDevice = {
  pushUrlOf: ({ wsPushUrl }) => wsPushUrl,
  playUrlOf: ({ wsFlv }) => wsFlv,
  orientation: () => (window.innerWidth > window.innerHeight ? 'horizontal' : 'vertical'),
  canCommandHidden: true,
  openPermissions: undefined,
  onCallEnded: () => () => {},
}
