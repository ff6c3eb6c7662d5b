import { addMessages } from '@/i18n'
import type { SameShape } from '@/i18n/shape'

export const zh = {
  groups: '设置分类',
  groupOf: { picture: '画面', beauty: '美颜', sound: '声音', latency: '延迟', more: '其他' },
  reset: '恢复默认',
  support: '技术支持',
}

export const en: SameShape<typeof zh> = {
  groups: 'Kinds of settings',
  groupOf: { picture: 'Picture', beauty: 'Beauty', sound: 'Sound', latency: 'Delay', more: 'More' },
  reset: 'Reset',
  support: 'Support',
}

declare module '@/i18n' {
  interface MessageParts { settings: typeof zh }
}
addMessages('settings', zh, en)

export { t } from '@/i18n'
