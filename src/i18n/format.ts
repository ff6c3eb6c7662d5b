import { language, t } from '.'
import { daysBetween, dayOf, wallTime } from './zone'

const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const MINUTE_MS = 60_000
const two = (value: number) => String(value).padStart(2, '0')

/** `08:30` in the school's time zone, in both languages. */
export function formatTime(instant: string | number, timeZone: string): string {
  const { hour, minute } = wallTime(new Date(instant).getTime(), timeZone)
  return `${two(hour)}:${two(minute)}`
}

/** `08:30:05` in the school's time zone; no zone has an offset in seconds. */
export const formatClock = (instant: number, timeZone: string): string =>
  `${formatTime(instant, timeZone)}:${two(new Date(instant).getUTCSeconds())}`

/** `08:30 – 09:15` */
export const formatSpan = (startsAt: string, endsAt: string, timeZone: string): string =>
  `${formatTime(startsAt, timeZone)} – ${formatTime(endsAt, timeZone)}`

/** `11月23日` or `23 Nov`; `day` is `2026-11-23`. */
export function formatDate(day: string): string {
  const { month, day: date } = wallTime(Date.parse(day), 'UTC')
  return language() === 'zh' ? `${month}月${date}日` : `${date} ${MONTHS[month - 1] ?? ''}`
}

/** `周一` or `Mon` */
export const formatWeekday = (day: string): string =>
  WEEKDAYS[language()][wallTime(Date.parse(day), 'UTC').weekday] ?? ''

/** `今天`, `明天`, `昨天`, or an empty string for any other day. */
export function nearDay(day: string, today: string): string {
  switch (daysBetween(today, day)) {
    case -1: return t('common.day.yesterday')
    case 0: return t('common.day.today')
    case 1: return t('common.day.tomorrow')
    default: return ''
  }
}

/** `明天 11月24日 周二` or `Tomorrow, Tue 24 Nov` */
export function formatDay(day: string, today: string): string {
  const near = nearDay(day, today)
  if (language() === 'zh') return [near, formatDate(day), formatWeekday(day)].filter(Boolean).join(' ')
  return `${near && `${near}, `}${formatWeekday(day)} ${formatDate(day)}`
}

/** The day of an instant, as `formatDay` writes it. */
export const formatDayOf = (instant: string, nowMs: number, timeZone: string): string =>
  formatDay(dayOf(Date.parse(instant), timeZone), dayOf(nowMs, timeZone))

/** A duration in words: `45 分钟`, `1 小时 30 分钟`, `3 天`. Whole minutes, at least one; days without hours. */
export function formatDuration(durationMs: number): string {
  const minutes = Math.max(1, Math.round(durationMs / MINUTE_MS))
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return t('common.duration.days', { count: Math.round(hours / 24) })
  if (hours === 0) return t('common.duration.minutes', { count: minutes })
  if (minutes % 60 === 0) return t('common.duration.hours', { count: hours })
  return `${t('common.duration.hours', { count: hours })} ${t('common.duration.minutes', { count: minutes % 60 })}`
}

/** `数学·五年级二班` or `Maths · Class 5.2`, without empty facts. */
export const joinFacts = (...facts: (string | undefined)[]): string => facts.filter(Boolean).join(t('common.separator'))
