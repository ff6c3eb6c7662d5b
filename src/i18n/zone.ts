/**
 * Calendar arithmetic in the school's time zone. The zones of China and its neighbours, without clock changes since
 * 1992, are in a table, because WeChat on older Android has no time zones in `Intl`, and the first use of `Intl` costs
 * a phone 100 ms while a page opens. Other zones come from `Intl`; for unknown ones the device's zone is used.
 */
export const FIXED_OFFSET_MINUTES: Readonly<Record<string, number>> = {
  'UTC': 0,
  'Asia/Urumqi': 360,
  'Asia/Bangkok': 420,
  'Asia/Ho_Chi_Minh': 420,
  'Asia/Shanghai': 480,
  'Asia/Chongqing': 480,
  'Asia/Hong_Kong': 480,
  'Asia/Macau': 480,
  'Asia/Taipei': 480,
  'Asia/Singapore': 480,
  'Asia/Kuala_Lumpur': 480,
  'Asia/Seoul': 540,
  'Asia/Tokyo': 540,
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Wall clock and calendar values; `month` 1–12, `weekday` 0 (Sunday) – 6. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  weekday: number
}

type PartsFormatter = Pick<Intl.DateTimeFormat, 'formatToParts'>
const formatters = new Map<string, PartsFormatter | null>()

/** Null if the platform does not know the zone, or any zones. */
function formatterOf(timeZone: string): PartsFormatter | null {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  let formatter: PartsFormatter | null = null
  try {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
      second: 'numeric',
    })
    formatter.formatToParts(0)
  } catch {
    formatter = null
  }
  formatters.set(timeZone, formatter)
  return formatter
}

function offsetByParts(atMs: number, formatter: PartsFormatter): number {
  const parts = new Map(formatter.formatToParts(atMs).map(part => [part.type, Number(part.value)]))
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] =
    (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map(type => parts.get(type))
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second)
  return Math.round((wallMs - Math.floor(atMs / 1000) * 1000) / MINUTE_MS)
}

/** Offset of the zone from UTC at an instant, minutes. */
export function offsetMinutes(atMs: number, timeZone: string): number {
  const fixed = FIXED_OFFSET_MINUTES[timeZone]
  if (fixed !== undefined) return fixed
  const formatter = formatterOf(timeZone)
  return formatter ? offsetByParts(atMs, formatter) : -new Date(atMs).getTimezoneOffset()
}

export function wallTime(atMs: number, timeZone: string): WallTime {
  const shifted = new Date(atMs + offsetMinutes(atMs, timeZone) * MINUTE_MS)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    weekday: shifted.getUTCDay(),
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** The calendar day in the zone, `2026-11-23`. */
export function dayOf(atMs: number, timeZone: string): string {
  const { year, month, day } = wallTime(atMs, timeZone)
  return `${year}-${two(month)}-${two(day)}`
}

const utcOf = (day: string) => Date.parse(`${day}T00:00:00Z`)

export const addDays = (day: string, days: number): string =>
  new Date(utcOf(day) + days * DAY_MS).toISOString().slice(0, 10)

/** Days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((utcOf(to) - utcOf(from)) / DAY_MS)

/** The instant of `time` (`08:30`) on `day` in the zone, milliseconds since 1970. */
export function instantOf(day: string, time: string, timeZone: string): number {
  const wallMs = Date.parse(`${day}T${time}:00Z`)
  const guessMs = wallMs - offsetMinutes(wallMs, timeZone) * MINUTE_MS
  return wallMs - offsetMinutes(guessMs, timeZone) * MINUTE_MS
}
