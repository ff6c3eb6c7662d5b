import type { SameShape } from './shape'

/** Texts for all pages; the texts of a feature are in its own `messages.ts`. */
export const zh = {
  brand: '开课',
  back: '返回',
  close: '关闭',
  cancel: '取消',
  retry: '重试',
  loading: '加载中',
  offline: '网络已断开，显示的可能不是最新内容',
  showPassword: '显示密码',
  hidePassword: '隐藏密码',
  choose: '请选择',
  /** Between facts in one line; the line may break after it. */
  separator: '·\u200B',
  quality: {
    unknown: '网络状况未知',
    excellent: '网络极好',
    good: '网络良好',
    fair: '网络一般',
    poor: '网络较差',
    bad: '网络很差',
    lost: '网络不可用',
  },
  day: { yesterday: '昨天', today: '今天', tomorrow: '明天' },
  duration: { minutes: '{count} 分钟', hours: '{count} 小时', days: '{count} 天' },
}

export const en: SameShape<typeof zh> = {
  brand: 'Kaike',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  loading: 'Loading',
  offline: 'You are offline. What you see may be out of date',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  choose: 'Choose',
  separator: ' · ',
  quality: {
    unknown: 'Network unknown',
    excellent: 'Excellent network',
    good: 'Good network',
    fair: 'Fair network',
    poor: 'Poor network',
    bad: 'Bad network',
    lost: 'No network',
  },
  day: { yesterday: 'Yesterday', today: 'Today', tomorrow: 'Tomorrow' },
  duration: { minutes: '{count} min', hours: '{count} h', days: '{count} days' },
}
