import { weChatPlatform } from '../wechat/host'
import type { LiveDevice } from './live-device.types'

/** For WeChat; the browser's twin is live-device.h5.ts. */
export const liveDevice: LiveDevice = {
  platform: 'wechat',
  pushUrlOf: ({ pushUrl }) => pushUrl,
  playUrlOf: ({ flv }) => flv,
  orientation: () => 'vertical',
  canCommandHidden: false,
  isIos: () => weChatPlatform() === 'ios',
  openPermissions: () => void uni.openSetting({}),
  onAudioInterruption(began, ended) {
    uni.onAudioInterruptionBegin(began)
    uni.onAudioInterruptionEnd(ended)
    return () => {
      uni.offAudioInterruptionBegin(began)
      uni.offAudioInterruptionEnd(ended)
    }
  },
}
