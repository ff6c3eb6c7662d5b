import type { Lesson } from '@contract'

export const TIME_ZONE = 'Asia/Shanghai'
/** The time in all pictures. */
export const NOW_MS = Date.parse('2026-11-23T09:52:00+08:00')

const named = (name: string) => ({ id: name, name })

export const LESSON: Lesson = {
  id: 'lesson',
  title: '分数的加法',
  course: named('数学'),
  class: named('五年级二班'),
  teacher: named('王晓梅'),
  room: named('201 教室'),
  startsAt: '2026-11-23T01:10:00Z',
  endsAt: '2026-11-23T01:55:00Z',
  phase: 'live',
}

/** A background token and the token of the text on it. */
export const COLOURS = [
  { name: 'paper', text: 'ink' },
  { name: 'surface', text: 'ink-soft' },
  { name: 'sunk', text: 'ink-faint' },
  { name: 'accent', text: 'on-accent' },
  { name: 'accent-soft', text: 'accent-text' },
  { name: 'warn-soft', text: 'warn-text' },
  { name: 'live', text: 'on-live' },
  { name: 'live-soft', text: 'live-text' },
  { name: 'line', text: 'ink' },
] as const

export const TEXT_SIZES = ['hero', 'display', 'title', 'lead', 'body', 'small', 'caption'] as const

export const COURSES = [{ value: 'a', label: '数学（五年级二班）' }, { value: 'b', label: '语文（五年级二班）' }] as const

export const QUALITIES = [
  { value: 'sd', label: '流畅' }, { value: 'hd', label: '高清' }, { value: 'fhd', label: '超清' },
] as const

export const STATES = [
  { kind: 'empty', title: '这周没有课', text: '有新课时会自动出现在这里', action: undefined },
  { kind: 'error', title: '课程没有加载出来', text: '服务器出错了，请稍后重试', action: '重试' },
  { kind: 'offline', title: '课程没有加载出来', text: '连接不上服务器，请检查网络', action: '重试' },
] as const
