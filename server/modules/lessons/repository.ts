import { and, asc, desc, eq, exists, gt, lt, ne, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { classes, classMembers, courses, lessons, liveSessions, members, rooms } from '../../kernel/db/schema'
import type { Caller } from '../../kernel/http/handlers'
import { MAX_LESSON_MS } from './rules/times'

const NAMED_COURSE = { id: courses.id, name: courses.name }
const NAMED_CLASS = { id: classes.id, name: classes.name }
const NAMED_TEACHER = { id: members.id, name: members.name }
const NAMED_ROOM = { id: rooms.id, name: rooms.name }

/** Days of the school's calendar, both included, `2026-11-23`. */
export interface DayRange {
  from: string
  to: string
  timeZone: string
}

type NewLesson = Pick<typeof lessons.$inferInsert, 'courseId' | 'classId' | 'teacherId' | 'roomId' | 'title' | 'startsAt' | 'endsAt'>

export type LessonRepository = ReturnType<typeof createLessonRepository>
export type LessonRecord = NonNullable<Awaited<ReturnType<LessonRepository['find']>>>

/** Lessons as one caller may see them: what lies outside the caller's scope does not exist here. */
export function createLessonRepository(db: Database) {
  /** The class of a lesson has this member as a student. */
  const hasStudent = (memberId: string) => exists(
    db.select({ id: members.id }).from(classMembers)
      .innerJoin(members, and(eq(members.id, classMembers.memberId), eq(members.role, 'student')))
      .where(and(eq(classMembers.classId, lessons.classId), eq(classMembers.memberId, memberId))),
  )
  const isOf = (memberId: string) => or(eq(lessons.teacherId, memberId), hasStudent(memberId))

  const inScope = ({ schoolId, role, memberId }: Caller): SQL | undefined =>
    and(eq(lessons.schoolId, schoolId), role === 'admin' ? undefined : isOf(memberId))

  const latestSession = () => db.select({ state: liveSessions.state, endReason: liveSessions.endReason }).from(liveSessions)
    .where(eq(liveSessions.lessonId, lessons.id))
    .orderBy(desc(liveSessions.startedAt)).limit(1)
    .as('latest_session')

  function records() {
    const session = latestSession()
    return db.select({
      lesson: lessons,
      course: NAMED_COURSE,
      class: NAMED_CLASS,
      teacher: NAMED_TEACHER,
      room: NAMED_ROOM,
      session: { state: session.state, endReason: session.endReason },
    }).from(lessons)
      .innerJoin(courses, eq(courses.id, lessons.courseId))
      .innerJoin(classes, eq(classes.id, lessons.classId))
      .innerJoin(members, eq(members.id, lessons.teacherId))
      .leftJoin(rooms, eq(rooms.id, lessons.roomId))
      .leftJoinLateral(session, sql`true`)
      .$dynamic()
  }

  return {
    async find(caller: Caller, lessonId: string) {
      const [record] = await records().where(and(inScope(caller), eq(lessons.id, lessonId)))
      return record ?? null
    },

    /** Lessons that touch the range, also those that began the evening before; of one member if asked for. */
    list(caller: Caller, { from, to, timeZone }: DayRange, memberId: string | undefined) {
      const firstInstant = sql`(${from}::date)::timestamp at time zone ${timeZone}`
      const endInstant = sql`(${to}::date + 1)::timestamp at time zone ${timeZone}`
      return records().where(and(
        inScope(caller),
        memberId === undefined ? undefined : isOf(memberId),
        // No lesson is longer, so the index on the start narrows both ends.
        sql`${lessons.startsAt} > ${firstInstant} - make_interval(secs => ${MAX_LESSON_MS / 1000})`,
        sql`${lessons.startsAt} < ${endInstant}`,
        sql`${lessons.endsAt} > ${firstInstant}`,
      )).orderBy(asc(lessons.startsAt), asc(lessons.id))
    },

    /** Throws the database's exclusion violation when teacher, room or class is booked. */
    insert: ({ schoolId }: Caller, lesson: NewLesson): Promise<string> => db.transaction(async tx => {
      await tx.execute(lockPlanOf(schoolId))
      const [row] = await tx.insert(lessons).values({ ...lesson, schoolId }).returning({ id: lessons.id })
      if (!row) throw new Error('INSERT returned no row')
      return row.id
    }),

    /** Throws like `insert`. */
    setTeacher: ({ schoolId }: Caller, lessonId: string, teacherId: string): Promise<void> => db.transaction(async tx => {
      await tx.execute(lockPlanOf(schoolId))
      await tx.update(lessons).set({ teacherId }).where(and(eq(lessons.schoolId, schoolId), eq(lessons.id, lessonId)))
    }),

    async cancel({ schoolId }: Caller, lessonId: string, at: Date): Promise<void> {
      await db.update(lessons).set({ cancelledAt: at }).where(and(eq(lessons.schoolId, schoolId), eq(lessons.id, lessonId)))
    },

    /** The first lesson that takes this time of this teacher, room or class. */
    async findBooked({ schoolId }: Caller, who: SQL, startsAt: Date, endsAt: Date, exceptLessonId?: string) {
      const [record] = await records().where(and(
        eq(lessons.schoolId, schoolId), who, sql`${lessons.cancelledAt} is null`,
        lt(lessons.startsAt, endsAt), gt(lessons.endsAt, startsAt),
        exceptLessonId === undefined ? undefined : ne(lessons.id, exceptLessonId),
      )).orderBy(asc(lessons.startsAt)).limit(1)
      return record ?? null
    },
  }
}

/**
 * One change of a school's plan at a time. The constraints alone would keep it right, but two inserts that wait for each other
 * in two of them end in a deadlock, after a second, instead of in a clash.
 */
const lockPlanOf = (schoolId: string): SQL => sql`select pg_advisory_xact_lock(hashtextextended(${schoolId}, 0))`
