import type { Body, Lesson, Query, Result } from '../../../contract/api'
import { can, canOnLesson, requireRight } from '../account/policy'
import { AppError } from '../../kernel/http/errors/app-error'
import type { Caller } from '../../kernel/http/handlers'
import type { Logger } from '../../kernel/log'
import type { Catalog } from './catalog'
import { bookedIn, clashError, isBookedBy } from './rules/clash'
import type { BookedIds } from './rules/clash'
import { lessonPhase } from './rules/phase'
import type { LessonRecord, LessonRepository } from './repository'
import { checkRange, checkTimes, notATeacher } from './rules/times'

/** A clash whose lesson was cancelled meanwhile is none: try again, a few times. */
const MAX_BOOKING_TRIES = 3

export interface LessonServiceDeps {
  repository: LessonRepository
  catalog: Catalog
  /** Called when a lesson has got another teacher or was cancelled; a stream on air is cut before it resolves. */
  lessonChanged(lessonId: string): Promise<void>
  now(): Date
  log: Pick<Logger, 'info' | 'warn'>
}

export type LessonService = ReturnType<typeof createLessonService>

export function createLessonService({ repository, catalog, lessonChanged, now, log }: LessonServiceDeps) {
  const present = ({ lesson, course, class: theClass, teacher, room, session }: LessonRecord): Lesson => ({
    id: lesson.id,
    title: lesson.title,
    course,
    class: theClass,
    teacher,
    room,
    startsAt: lesson.startsAt.toISOString(),
    endsAt: lesson.endsAt.toISOString(),
    phase: lessonPhase(lesson, session, now()),
  })

  async function find(caller: Caller, lessonId: string): Promise<LessonRecord> {
    const record = await repository.find(caller, lessonId)
    if (!record) throw new AppError('NOT_FOUND')
    return record
  }

  /** A lesson that the caller sees and may change. */
  async function findToChange(caller: Caller, lessonId: string): Promise<LessonRecord> {
    const record = await find(caller, lessonId)
    // The query has found it in the caller's scope, and a student's scope is the class.
    if (!canOnLesson(caller, 'lesson.change', { ...record.lesson, isClassMember: caller.role === 'student' })) throw new AppError('FORBIDDEN')
    return record
  }

  async function checkTeacher(caller: Caller, memberId: string): Promise<void> {
    const member = await catalog.findMember(caller, memberId)
    if (!member) throw new AppError('NOT_FOUND')
    if (member.role !== 'teacher') throw notATeacher()
  }

  /** Runs a change that books teacher, room and class; turns the database's refusal into the clash that it is. */
  async function book<T>(caller: Caller, ids: BookedIds & { lessonId?: string }, startsAt: Date, endsAt: Date, change: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await change()
      } catch (error) {
        const booked = bookedIn(error)
        if (!booked) throw error
        const clash = await repository.findBooked(caller, isBookedBy(booked, ids), startsAt, endsAt, ids.lessonId)
        if (clash) throw clashError(booked, clash, await catalog.timeZone(caller))
        if (tries === MAX_BOOKING_TRIES) throw error
      }
    }
  }

  /** The change stands in the database: what follows it on air is made good by the next sweep if it fails here. */
  async function tellChanged(lessonId: string): Promise<void> {
    try {
      await lessonChanged(lessonId)
    } catch (error) {
      log.warn({ err: error, lessonId }, 'a changed lesson could not be followed up at once')
    }
  }

  return {
    async list(caller: Caller, { from, to, memberId }: Query<'listLessons'>): Promise<Result<'listLessons'>> {
      requireRight(caller, 'lessons.list')
      checkRange(from, to)
      if (memberId !== undefined && memberId !== caller.memberId) {
        const isKnown = can(caller, 'lessons.listOfMember') && await catalog.findMember(caller, memberId)
        if (!isKnown) throw new AppError('NOT_FOUND')
      }
      const timeZone = await catalog.timeZone(caller)
      const records = await repository.list(caller, { from, to, timeZone }, memberId)
      return { lessons: records.map(present), timeZone, serverTime: now().toISOString() }
    },

    get: async (caller: Caller, lessonId: string): Promise<Lesson> => present(await find(caller, lessonId)),

    async create(caller: Caller, body: Body<'createLesson'>): Promise<Lesson> {
      requireRight(caller, 'lessons.plan')
      const startsAt = new Date(body.startsAt)
      const endsAt = new Date(body.endsAt)
      const roomId = body.roomId ?? null
      checkTimes(startsAt, endsAt, now())
      const course = await catalog.findCourse(caller, body.courseId)
      if (!course || (roomId !== null && !await catalog.hasRoom(caller, roomId))) throw new AppError('NOT_FOUND')
      await checkTeacher(caller, body.teacherId)
      const ids = { teacherId: body.teacherId, roomId, classId: course.class.id }
      const lessonId = await book(caller, ids, startsAt, endsAt, () =>
        repository.insert(caller, { ...ids, courseId: course.id, title: body.title ?? course.name, startsAt, endsAt }))
      log.info({ lessonId, memberId: caller.memberId }, 'lesson planned')
      return present(await find(caller, lessonId))
    },

    async setTeacher(caller: Caller, lessonId: string, teacherId: string): Promise<Lesson> {
      const record = await findToChange(caller, lessonId)
      const { phase } = present(record)
      if (phase === 'cancelled') throw new AppError('LESSON_CANCELLED')
      if (phase === 'ended') throw new AppError('LESSON_ENDED')
      await checkTeacher(caller, teacherId)
      const { startsAt, endsAt, roomId, classId } = record.lesson
      await book(caller, { lessonId, teacherId, roomId, classId }, startsAt, endsAt, () => repository.setTeacher(caller, lessonId, teacherId))
      log.info({ lessonId, memberId: caller.memberId, from: record.teacher.id, to: teacherId }, 'lesson got another teacher')
      await tellChanged(lessonId)
      return present(await find(caller, lessonId))
    },

    /** Cancelling twice is cancelling once. */
    async cancel(caller: Caller, lessonId: string): Promise<Lesson> {
      const record = await findToChange(caller, lessonId)
      const { phase } = present(record)
      if (phase === 'cancelled') return present(record)
      if (phase === 'ended') throw new AppError('LESSON_ENDED')
      if (record.session && record.session.state !== 'ended') throw new AppError('LESSON_ON_AIR')
      await repository.cancel(caller, lessonId, now())
      log.info({ lessonId, memberId: caller.memberId }, 'lesson cancelled')
      await tellChanged(lessonId)
      return present(await find(caller, lessonId))
    },
  }
}
