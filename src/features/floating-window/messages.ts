import { addMessages } from '@/i18n'
import type { SameShape } from '@/i18n/shape'
import '@/features/watch/messages'

export const zh = {
  window: '浮窗：{title}',
  keys: '按回车返回课堂，方向键移动，加号和减号调整大小，Esc 关闭',
  back: '返回课堂',
  close: '关闭浮窗并离开课堂',
  resize: '拖动调整大小',
  outside: '在浏览器小窗中播放',
  outsideNow: '正在浏览器小窗中播放',
  at: { left: '浮窗在左边', right: '浮窗在右边' },
}

export const en: SameShape<typeof zh> = {
  window: 'Floating window: {title}',
  keys: 'Enter goes back to the class, arrows move, plus and minus resize, Escape closes',
  back: 'Back to the class',
  close: 'Close the window and leave the class',
  resize: 'Drag to resize',
  outside: "Play in the browser's own window",
  outsideNow: "Playing in the browser's own window",
  at: { left: 'The window is at the left', right: 'The window is at the right' },
}

declare module '@/i18n' {
  interface MessageParts { floatingWindow: typeof zh }
}
addMessages('floatingWindow', zh, en)

export { t } from '@/i18n'
