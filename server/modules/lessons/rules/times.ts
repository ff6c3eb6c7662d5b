import { AppError } from '../../../kernel/http/errors/app-error'
import type { ErrorText } from '../../../kernel/http/errors/app-error'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

export const MAX_LESSON_MS = 8 * HOUR_MS
/** A lesson that has been held can still be added for one day. */
const MAX_PAST_MS = DAY_MS
const MAX_AHEAD_MS = 2 * 366 * DAY_MS
/** Longest range of a list of lessons: a quarter. */
const MAX_RANGE_DAYS = 93

/** Throws `VALIDATION_FAILED` for times that no lesson can have. */
export function checkTimes(startsAt: Date, endsAt: Date, now: Date): void {
  if (endsAt <= startsAt) throw notValid('/endsAt', { zh: '下课时间必须晚于上课时间', en: 'A lesson must end after it starts' })
  if (endsAt.getTime() - startsAt.getTime() > MAX_LESSON_MS) {
    throw notValid('/endsAt', { zh: '一节课最长 8 小时', en: 'A lesson lasts 8 hours at most' })
  }
  if (now.getTime() - startsAt.getTime() > MAX_PAST_MS) {
    throw notValid('/startsAt', { zh: '上课时间不能早于一天前', en: 'A lesson can start one day ago at the earliest' })
  }
  if (startsAt.getTime() - now.getTime() > MAX_AHEAD_MS) {
    const en = 'A lesson can start two years from now at the latest'
    throw notValid('/startsAt', { zh: '上课时间不能晚于两年后', en })
  }
}

/** Throws `VALIDATION_FAILED` for empty or too long ranges. Days are ISO dates, both included. */
export function checkRange(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (days < 1) throw notValid('/to', { zh: '结束日期不能早于开始日期', en: 'The last day is before the first' }, 'querystring')
  if (days > MAX_RANGE_DAYS) {
    const text = { zh: `一次最多查询 ${MAX_RANGE_DAYS} 天`, en: `A list spans ${MAX_RANGE_DAYS} days at most` }
    throw notValid('/to', text, 'querystring')
  }
}

export const notATeacher = () => notValid('/teacherId', { zh: '所选成员不是教师', en: 'This member is not a teacher' })

const notValid = (path: string, text: ErrorText, where: 'body' | 'querystring' = 'body') =>
  new AppError('VALIDATION_FAILED', { text, details: { in: where, issues: [{ path, message: text.en }] } })
