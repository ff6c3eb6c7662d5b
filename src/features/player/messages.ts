import { addMessages, language } from '@/i18n'
import type { SameShape } from '@/i18n/shape'
import '@/features/settings/messages'

export const zh = {
  playbackTitle: '播放设置',
  casting: {
    title: '投屏',
    startCasting: '选择电视',
    switchCasting: '换一台电视',
    reconnectCasting: '重新连接',
    exitCasting: '停止投屏',
    phase: { choosing: '正在连接电视', casting: '正在电视上播放', interrupted: '电视断开了' },
  },
  settings: {
    latency: {
      label: '延迟与流畅',
      options: { automatic: '自动', 'low-latency': '低延迟', balanced: '均衡', smooth: '流畅' },
      automatic: '随网络自动调整，推荐',
      'low-latency': '离老师最近，网络差时容易卡顿',
      balanced: '不太晚，也不太卡',
      smooth: '网络差也不易卡顿，会晚几秒',
    },
    objectFit: { label: '画面填充', options: { contain: '完整', fillCrop: '铺满' } },
    orientation: { label: '画面方向', options: { vertical: '正常', horizontal: '旋转' } },
    fullScreenDirection: { label: '全屏方向', options: { auto: '自动', 0: '竖屏', 90: '向左横屏', '-90': '向右横屏' } },
    enableAutoRotation: { label: '横过手机自动全屏', hint: '需要打开手机的自动旋转' },
    soundMode: { label: '声音从哪里出', options: { speaker: '扬声器', ear: '听筒' } },
    backgroundPlayback: { label: '后台继续播放声音' },
    floatingWindow: { label: '离开本页时浮窗播放' },
    floatingSide: { label: '浮窗位置', options: { right: '右边', left: '左边' } },
    autoPauseIfNavigate: { label: '看其他页面时暂停' },
    autoPauseIfOpenNative: { label: '打开微信页面时暂停', hint: '苹果手机总是会暂停' },
    enableCasting: { label: '投屏到电视' },
    debug: { label: '画面上显示调试信息' },
  },
}

export const en: SameShape<typeof zh> = {
  playbackTitle: 'Playback',
  casting: {
    title: 'Television',
    startCasting: 'Choose a television',
    switchCasting: 'Another television',
    reconnectCasting: 'Connect again',
    exitCasting: 'Stop',
    phase: { choosing: 'Connecting to the television', casting: 'Playing on the television', interrupted: 'The television is gone' },
  },
  settings: {
    latency: {
      label: 'Delay',
      options: { automatic: 'Auto', 'low-latency': 'Low', balanced: 'Balanced', smooth: 'Smooth' },
      automatic: 'Follows your network. Recommended',
      'low-latency': 'Close to the teacher; may stop on a bad network',
      balanced: 'Not too late, not too many stops',
      smooth: 'Hardly ever stops; some seconds late',
    },
    objectFit: { label: 'Fit', options: { contain: 'Whole', fillCrop: 'Fill' } },
    orientation: { label: 'Orientation', options: { vertical: 'As it is', horizontal: 'Turned' } },
    fullScreenDirection: { label: 'Full screen', options: { auto: 'Auto', 0: 'Upright', 90: 'Left', '-90': 'Right' } },
    enableAutoRotation: { label: 'Full screen when turned', hint: 'Needs the rotation of the phone' },
    soundMode: { label: 'Sound from', options: { speaker: 'Speaker', ear: 'Earpiece' } },
    backgroundPlayback: { label: 'Sound in the background' },
    floatingWindow: { label: 'Float when I leave this page' },
    floatingSide: { label: 'Floats at the', options: { right: 'Right', left: 'Left' } },
    autoPauseIfNavigate: { label: 'Pause on other pages' },
    autoPauseIfOpenNative: { label: "Pause on WeChat's pages", hint: 'iPhones always do' },
    enableCasting: { label: 'Show on a television' },
    debug: { label: 'Log over the picture' },
  },
}

declare module '@/i18n' {
  interface MessageParts { player: typeof zh }
}
addMessages('player', zh, en)

export { t } from '@/i18n'

/** Texts of all settings in the current language. */
export const settingTexts = (): typeof zh.settings => (language() === 'zh' ? zh : en).settings
