import type { Body, Lesson, Query, Result } from '../../../contract'
import { AppError } from '../../kernel/http/errors/app-error'
import type { Logger } from '../../kernel/log'
import type { Caller } from '../../kernel/policy'
import type { Directory, Named } from '../account/module'
import type { Catalog } from './catalog'
import type { LessonRow } from './plan'
import { bookedIn, clashError } from './rules/clash'
import type { Booked, BookedIds } from './rules/clash'
import { lessonPhase } from './rules/phase'
import type { SessionEnd } from './rules/phase'
import type { BookedTime, LessonRecord, LessonRepository } from './repository'
import { checkRange, checkTimes, notATeacher } from './rules/times'

/** If the clashing lesson was cancelled in the meantime there is no clash: the change is tried again. */
const MAX_BOOKING_TRIES = 3

/** The part of the live sessions that the plan needs; module `class` provides it. */
export interface LiveSessions {
  /** The latest session of each lesson, by lesson; lessons that were never started are omitted. One query. */
  latestSessions(lessonIds: readonly string[]): Promise<ReadonlyMap<string, SessionEnd>>
  /** Call it when a lesson got another teacher or was cancelled; cuts a stream on air before it resolves. */
  lessonChanged(lessonId: string): Promise<void>
}

interface LessonServiceDeps {
  repository: LessonRepository
  catalog: Pick<Catalog, 'findCourse' | 'hasRoom'>
  directory: Directory
  live: LiveSessions
  now(): Date
  log: Pick<Logger, 'info' | 'warn'>
}

interface Booking extends BookedTime {
  ids: BookedIds
}

export type LessonService = ReturnType<typeof createLessonService>

export function createLessonService({ repository, catalog, directory, live, now, log }: LessonServiceDeps) {
  /** Adds names and phases, with one query each for teachers, classes and sessions. */
  async function present(records: readonly LessonRecord[]): Promise<Lesson[]> {
    const [teachers, classes, sessions] = await Promise.all([
      directory.members(records.map(({ lesson }) => lesson.teacherId)),
      directory.classes(records.map(({ lesson }) => lesson.classId)),
      live.latestSessions(records.map(({ lesson }) => lesson.id)),
    ])
    return records.map(({ lesson, course, room }) => ({
      id: lesson.id,
      title: lesson.title,
      course,
      class: namedIn(classes, lesson.classId),
      teacher: namedIn(teachers, lesson.teacherId),
      room,
      startsAt: lesson.startsAt.toISOString(),
      endsAt: lesson.endsAt.toISOString(),
      phase: lessonPhase(lesson, sessions.get(lesson.id) ?? null, now()),
    }))
  }

  async function presentOne(schoolId: string, lessonId: string): Promise<Lesson> {
    const record = await repository.find(schoolId, lessonId)
    const [lesson] = record ? await present([record]) : []
    if (!lesson) throw new AppError('NOT_FOUND')
    return lesson
  }

  async function latestSession(lessonId: string): Promise<SessionEnd | null> {
    return (await live.latestSessions([lessonId])).get(lessonId) ?? null
  }

  async function checkTeacher(schoolId: string, memberId: string): Promise<void> {
    const member = await directory.findMember(schoolId, memberId)
    if (!member) throw new AppError('NOT_FOUND')
    if (member.role !== 'teacher') throw notATeacher()
  }

  async function nameOfBooked(booked: Booked, { lesson, room }: LessonRecord): Promise<string> {
    switch (booked) {
      case 'teacher': return namedIn(await directory.members([lesson.teacherId]), lesson.teacherId).name
      case 'class': return namedIn(await directory.classes([lesson.classId]), lesson.classId).name
      case 'room': return room?.name ?? ''
    }
  }

  /** Runs a change that books teacher, room and class. Turns a refusal of the database into an error with the clash. */
  async function book<T>(schoolId: string, { ids, ...time }: Booking, change: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await change()
      } catch (error) {
        const booked = bookedIn(error)
        if (!booked) throw error
        const clash = await repository.findBooked(schoolId, booked, ids, time)
        if (clash) {
          const [name, timeZone] = [await nameOfBooked(booked, clash), await directory.timeZone(schoolId)]
          throw clashError(booked, name, clash.lesson, timeZone)
        }
        if (tries === MAX_BOOKING_TRIES) throw error
      }
    }
  }

  /** The change is saved. If its effect on the live session fails here, the next sweep applies it. */
  async function followUp(lessonId: string): Promise<void> {
    try {
      await live.lessonChanged(lessonId)
    } catch (error) {
      log.warn({ err: error, lessonId }, 'a changed lesson could not be followed up at once')
    }
  }

  return {
    async list(caller: Caller, { from, to, memberId }: Query<'listLessons'>): Promise<Result<'listLessons'>> {
      checkRange(from, to)
      if (memberId !== undefined && memberId !== caller.memberId) {
        if (!await directory.findMember(caller.schoolId, memberId)) throw new AppError('NOT_FOUND')
      }
      const timeZone = await directory.timeZone(caller.schoolId)
      const records = await repository.list(caller, { from, to, timeZone }, memberId)
      return { lessons: await present(records), timeZone, serverTime: now().toISOString() }
    },

    get: ({ schoolId, id }: LessonRow): Promise<Lesson> => presentOne(schoolId, id),

    async create({ schoolId, memberId }: Caller, body: Body<'createLesson'>): Promise<Lesson> {
      const startsAt = new Date(body.startsAt)
      const endsAt = new Date(body.endsAt)
      const roomId = body.roomId ?? null
      checkTimes(startsAt, endsAt, now())
      const course = await catalog.findCourse(schoolId, body.courseId)
      if (!course || (roomId !== null && !await catalog.hasRoom(schoolId, roomId))) throw new AppError('NOT_FOUND')
      await checkTeacher(schoolId, body.teacherId)
      const ids = { teacherId: body.teacherId, roomId, classId: course.classId }
      const lessonId = await book(schoolId, { ids, startsAt, endsAt }, () =>
        repository.insert(schoolId, {
          ...ids, courseId: course.id, title: body.title ?? course.name, startsAt, endsAt,
        }))
      log.info({ lessonId, memberId }, 'lesson planned')
      return presentOne(schoolId, lessonId)
    },

    /** The caller has checked the policy, here and for `cancel`. */
    async setTeacher({ schoolId, memberId }: Caller, lesson: LessonRow, teacherId: string): Promise<Lesson> {
      const { id: lessonId, startsAt, endsAt } = lesson
      const phase = lessonPhase(lesson, await latestSession(lessonId), now())
      if (phase === 'cancelled') throw new AppError('LESSON_CANCELLED')
      if (phase === 'ended') throw new AppError('LESSON_ENDED')
      await checkTeacher(schoolId, teacherId)
      const ids = { teacherId, roomId: lesson.roomId, classId: lesson.classId }
      await book(schoolId, { ids, startsAt, endsAt, exceptLessonId: lessonId }, () =>
        repository.setTeacher(schoolId, lessonId, teacherId))
      log.info({ lessonId, memberId, from: lesson.teacherId, to: teacherId }, 'lesson got another teacher')
      await followUp(lessonId)
      return presentOne(schoolId, lessonId)
    },

    /** A second cancellation changes nothing. */
    async cancel({ schoolId, memberId }: Caller, lesson: LessonRow): Promise<Lesson> {
      const { id: lessonId } = lesson
      const session = await latestSession(lessonId)
      const phase = lessonPhase(lesson, session, now())
      if (phase === 'cancelled') return presentOne(schoolId, lessonId)
      if (phase === 'ended') throw new AppError('LESSON_ENDED')
      if (session && session.state !== 'ended') throw new AppError('LESSON_ON_AIR')
      await repository.cancel(schoolId, lessonId, now())
      log.info({ lessonId, memberId }, 'lesson cancelled')
      await followUp(lessonId)
      return presentOne(schoolId, lessonId)
    },
  }
}

/** Foreign keys keep the teachers and classes of lessons, so a missing name is shown as an empty one. */
function namedIn(names: ReadonlyMap<string, Named>, id: string): Named {
  return { id, name: names.get(id)?.name ?? '' }
}
