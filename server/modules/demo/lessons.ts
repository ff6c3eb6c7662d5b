import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { courses, lessons, liveSessions, rooms } from '../../kernel/db/schema'
import { lessonPhase } from '../lessons/rules/phase'
import { DEMO_SCHOOL_ID } from './school'
import { planDemoLessons } from './rules/timetable'

/** What remains of a lesson that was ended before it began: a lesson has to end after it starts. */
const SHORTEST_LESSON_MS = 1_000

/** Adds lessons so that a newcomer can start one at once, today as well as in a month. */
export async function addDemoLessons(db: Database, now: Date): Promise<void> {
  const [math, ...others] = await db.select().from(courses).where(eq(courses.schoolId, DEMO_SCHOOL_ID)).orderBy(asc(courses.createdAt), asc(courses.name))
  const [room] = await db.select().from(rooms).where(eq(rooms.schoolId, DEMO_SCHOOL_ID)).orderBy(asc(rooms.name)).limit(1)
  if (!math || !room) return // Somebody has taken the demo school apart: leave it.
  const taken = await freeEndedTime(db, math.classId, now)
  for (const [index, { startsAt, endsAt }] of planDemoLessons(taken, now).entries()) {
    // The first is the one to try: it belongs to the account `teacher`.
    const course = index === 0 ? math : [math, ...others][index % (others.length + 1)] ?? math
    if (!course.teacherId) continue
    await db.insert(lessons).values({
      schoolId: DEMO_SCHOOL_ID, courseId: course.id, classId: course.classId, teacherId: course.teacherId, roomId: room.id,
      title: course.name, startsAt, endsAt,
    }).onConflictDoNothing() // A lesson of the same teacher or room in another class.
  }
}

/** The class's lessons from now on. One that was ended before its time ends now, so that the rest of its time can be used again. */
async function freeEndedTime(db: Database, classId: string, now: Date) {
  const session = db.select({ state: liveSessions.state, endReason: liveSessions.endReason }).from(liveSessions)
    .where(eq(liveSessions.lessonId, lessons.id)).orderBy(desc(liveSessions.startedAt)).limit(1).as('latest_session')
  const rows = await db.select({ lesson: lessons, session: { state: session.state, endReason: session.endReason } }).from(lessons)
    .leftJoinLateral(session, sql`true`)
    .where(and(eq(lessons.classId, classId), isNull(lessons.cancelledAt), gt(lessons.endsAt, now)))
  return Promise.all(rows.map(async ({ lesson, session: latest }) => {
    const { id, startsAt, endsAt } = lesson
    const phase = lessonPhase(lesson, latest, now)
    if (phase !== 'ended') return { startsAt, endsAt, phase }
    const freedAt = new Date(Math.max(now.getTime(), startsAt.getTime() + SHORTEST_LESSON_MS))
    await db.update(lessons).set({ endsAt: freedAt }).where(eq(lessons.id, id))
    return { startsAt, endsAt: freedAt, phase }
  }))
}
