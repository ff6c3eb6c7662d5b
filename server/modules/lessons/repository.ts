import { and, asc, eq, gt, lt, ne, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import type { Caller } from '../../kernel/policy'
import { isStudentOf } from '../account/module'
import type { Booked, BookedIds } from './rules/clash'
import { MAX_LESSON_MS } from './rules/times'
import { courses, lessons, rooms } from './tables'

const NAMED_COURSE = { id: courses.id, name: courses.name }
const NAMED_ROOM = { id: rooms.id, name: rooms.name }

/** Days of the school's calendar, both included, `2026-11-23`. */
interface DayRange {
  from: string
  to: string
  timeZone: string
}

/** The time that a lesson takes. `exceptLessonId` is the lesson that is being changed. */
export interface BookedTime {
  startsAt: Date
  endsAt: Date
  exceptLessonId?: string | undefined
}

type NewLesson = Pick<typeof lessons.$inferInsert,
  'courseId' | 'classId' | 'teacherId' | 'roomId' | 'title' | 'startsAt' | 'endsAt'>

export type LessonRepository = ReturnType<typeof createLessonRepository>
export type LessonRecord = NonNullable<Awaited<ReturnType<LessonRepository['find']>>>

export function createLessonRepository(db: Database) {
  const isOf = (memberId: string) => or(eq(lessons.teacherId, memberId), isStudentOf(db, lessons.classId, memberId))

  /** All lessons of the school for the office; only their own for teachers and students. */
  const inScope = ({ schoolId, role, memberId }: Caller): SQL | undefined =>
    and(eq(lessons.schoolId, schoolId), role === 'admin' ? undefined : isOf(memberId))

  const records = () => db.select({ lesson: lessons, course: NAMED_COURSE, room: NAMED_ROOM }).from(lessons)
    .innerJoin(courses, eq(courses.id, lessons.courseId))
    .leftJoin(rooms, eq(rooms.id, lessons.roomId))
    .$dynamic()

  return {
    async find(schoolId: string, lessonId: string) {
      const [record] = await records().where(and(eq(lessons.schoolId, schoolId), eq(lessons.id, lessonId)))
      return record ?? null
    },

    /** Lessons that touch the range, including those that began the evening before; only of `memberId` if it is set. */
    list(caller: Caller, { from, to, timeZone }: DayRange, memberId: string | undefined) {
      const firstInstant = sql`(${from}::date)::timestamp at time zone ${timeZone}`
      const endInstant = sql`(${to}::date + 1)::timestamp at time zone ${timeZone}`
      return records().where(and(
        inScope(caller),
        memberId === undefined ? undefined : isOf(memberId),
        // No lesson is longer, so the index on the start bounds both ends.
        sql`${lessons.startsAt} > ${firstInstant} - make_interval(secs => ${MAX_LESSON_MS / 1000})`,
        sql`${lessons.startsAt} < ${endInstant}`,
        sql`${lessons.endsAt} > ${firstInstant}`,
      )).orderBy(asc(lessons.startsAt), asc(lessons.id))
    },

    /** Throws the exclusion violation of the database when teacher, room or class is booked. */
    insert: (schoolId: string, lesson: NewLesson): Promise<string> => db.transaction(async tx => {
      await tx.execute(lockPlanOf(schoolId))
      const [row] = await tx.insert(lessons).values({ ...lesson, schoolId }).returning({ id: lessons.id })
      if (!row) throw new Error('INSERT returned no row')
      return row.id
    }),

    /** Throws like `insert`. */
    setTeacher: (schoolId: string, lessonId: string, teacherId: string): Promise<void> => db.transaction(async tx => {
      await tx.execute(lockPlanOf(schoolId))
      await tx.update(lessons).set({ teacherId }).where(and(eq(lessons.schoolId, schoolId), eq(lessons.id, lessonId)))
    }),

    async cancel(schoolId: string, lessonId: string, at: Date): Promise<void> {
      await db.update(lessons).set({ cancelledAt: at })
        .where(and(eq(lessons.schoolId, schoolId), eq(lessons.id, lessonId)))
    },

    /** The first lesson that takes this time of this teacher, room or class. */
    async findBooked(schoolId: string, booked: Booked, ids: BookedIds, time: BookedTime) {
      const { startsAt, endsAt, exceptLessonId } = time
      const [record] = await records().where(and(
        eq(lessons.schoolId, schoolId), isBookedBy(booked, ids), sql`${lessons.cancelledAt} is null`,
        lt(lessons.startsAt, endsAt), gt(lessons.endsAt, startsAt),
        exceptLessonId === undefined ? undefined : ne(lessons.id, exceptLessonId),
      )).orderBy(asc(lessons.startsAt)).limit(1)
      return record ?? null
    },
  }
}

/** Lessons of the same teacher, room or class. */
function isBookedBy(booked: Booked, { teacherId, roomId, classId }: BookedIds): SQL {
  if (booked === 'teacher') return eq(lessons.teacherId, teacherId)
  if (booked === 'class') return eq(lessons.classId, classId)
  if (roomId === null) throw new TypeError('A lesson without a room takes none')
  return eq(lessons.roomId, roomId)
}

/**
 * Allows one change of a school's plan at a time. The constraints alone would keep the plan right, but two inserts that
 * wait for each other end in a deadlock after a second instead of in a clash.
 */
const lockPlanOf = (schoolId: string): SQL => sql`select pg_advisory_xact_lock(hashtextextended(${schoolId}, 0))`
