import { eq } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { ApiErrorCode } from '../../../../contract/errors'
import { databaseErrorOf, EXCLUSION_VIOLATION } from '../../../kernel/db/errors'
import { lessons } from '../../../kernel/db/schema'
import { AppError } from '../../../kernel/http/errors/app-error'
import type { ErrorText } from '../../../kernel/http/errors/app-error'
import type { LessonRecord } from '../repository'

/** What can't be in two lessons at once. */
export type Booked = 'teacher' | 'room' | 'class'

const BOOKED_BY_CONSTRAINT: Readonly<Record<string, Booked>> = {
  lessons_teacher_booked: 'teacher',
  lessons_room_booked: 'room',
  lessons_class_booked: 'class',
}

const CODE = { teacher: 'TEACHER_BOOKED', room: 'ROOM_BOOKED', class: 'CLASS_BOOKED' } as const satisfies Record<Booked, ApiErrorCode>

/** What the database refused to book twice; null when the error is about something else. */
export function bookedIn(error: unknown): Booked | null {
  const { code, constraint = '' } = databaseErrorOf(error) ?? {}
  return code === EXCLUSION_VIOLATION ? BOOKED_BY_CONSTRAINT[constraint] ?? null : null
}

export interface BookedIds {
  teacherId: string
  roomId: string | null
  classId: string
}

/** Lessons of the same teacher, room or class. */
export function isBookedBy(booked: Booked, { teacherId, roomId, classId }: BookedIds): SQL {
  if (booked === 'teacher') return eq(lessons.teacherId, teacherId)
  if (booked === 'class') return eq(lessons.classId, classId)
  if (roomId === null) throw new TypeError('A lesson without a room takes none')
  return eq(lessons.roomId, roomId)
}

/** Names who is booked, for which lesson and when, in the school's time. */
export function clashError(booked: Booked, { lesson, teacher, room, class: theClass }: LessonRecord, timeZone: string): AppError {
  const who = { teacher, room, class: theClass }[booked]?.name ?? ''
  return new AppError(CODE[booked], {
    text: clashText(booked, who, lesson, timeZone),
    details: {
      clash: booked,
      lesson: { id: lesson.id, title: lesson.title, startsAt: lesson.startsAt.toISOString(), endsAt: lesson.endsAt.toISOString() },
    },
  })
}

function clashText(booked: Booked, who: string, lesson: LessonRecord['lesson'], timeZone: string): ErrorText {
  const kind = { teacher: { zh: '教师', en: 'The teacher' }, room: { zh: '教室', en: 'The room' }, class: { zh: '班级', en: 'The class' } }[booked]
  const zh = when(lesson, timeZone, 'zh-CN')
  const en = when(lesson, timeZone, 'en-GB')
  return {
    zh: `${kind.zh}「${who}」在 ${zh} 已有课程「${lesson.title}」`,
    en: `${kind.en} “${who}” already has the lesson “${lesson.title}” on ${en}`,
  }
}

const when = ({ startsAt, endsAt }: LessonRecord['lesson'], timeZone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .formatRange(startsAt, endsAt)
