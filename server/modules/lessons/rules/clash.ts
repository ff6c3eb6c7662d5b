import type { ApiErrorCode } from '../../../../contract'
import { databaseErrorOf, EXCLUSION_VIOLATION } from '../../../kernel/db/errors'
import { AppError } from '../../../kernel/http/errors/app-error'
import type { ErrorText } from '../../../kernel/http/errors/app-error'

/** A resource that cannot be in two lessons at once. */
export type Booked = 'teacher' | 'room' | 'class'

export interface BookedIds {
  teacherId: string
  roomId: string | null
  classId: string
}

interface ClashingLesson {
  id: string
  title: string
  startsAt: Date
  endsAt: Date
}

const BOOKED_BY_CONSTRAINT: Readonly<Record<string, Booked>> = {
  lessons_teacher_booked: 'teacher',
  lessons_room_booked: 'room',
  lessons_class_booked: 'class',
}

const CODE = {
  teacher: 'TEACHER_BOOKED', room: 'ROOM_BOOKED', class: 'CLASS_BOOKED',
} as const satisfies Record<Booked, ApiErrorCode>

const KIND = {
  teacher: { zh: '教师', en: 'The teacher' },
  room: { zh: '教室', en: 'The room' },
  class: { zh: '班级', en: 'The class' },
} as const satisfies Record<Booked, ErrorText>

/** The resource that the database refused to book twice; null for any other error. */
export function bookedIn(error: unknown): Booked | null {
  const { code, constraint = '' } = databaseErrorOf(error) ?? {}
  return code === EXCLUSION_VIOLATION ? BOOKED_BY_CONSTRAINT[constraint] ?? null : null
}

/** Names the teacher, room or class (`name`) that is booked, for which lesson and when, in the school's time. */
export function clashError(booked: Booked, name: string, lesson: ClashingLesson, timeZone: string): AppError {
  const { id, title, startsAt, endsAt } = lesson
  return new AppError(CODE[booked], {
    text: {
      zh: `${KIND[booked].zh}「${name}」在 ${timeOf(lesson, timeZone, 'zh-CN')} 已有课程「${title}」`,
      en: `${KIND[booked].en} “${name}” already has the lesson “${title}” on ${timeOf(lesson, timeZone, 'en-GB')}`,
    },
    details: {
      clash: booked,
      lesson: { id, title, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    },
  })
}

function timeOf({ startsAt, endsAt }: ClashingLesson, timeZone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  })
  return format.formatRange(startsAt, endsAt)
}
