/** Reads and writes of the plan for creating whole schools (`demo`). `db` may be a transaction. */
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import type { LessonRow } from './plan'
import { courses, lessons, rooms } from './tables'

interface SeedCatalog {
  schoolId: string
  classId: string
  courses: readonly { name: string, teacherId: string | null }[]
  rooms: readonly string[]
}

export async function seedCatalog(db: Database, { schoolId, classId, ...catalog }: SeedCatalog): Promise<void> {
  await db.insert(rooms).values(catalog.rooms.map(name => ({ schoolId, name })))
  await db.insert(courses).values(catalog.courses.map(course => ({ schoolId, classId, ...course })))
}

/** Courses in the order of their creation, and the first room by name. */
export async function readCatalog(db: Database, schoolId: string) {
  const found = await db.select().from(courses).where(eq(courses.schoolId, schoolId))
    .orderBy(asc(courses.createdAt), asc(courses.name))
  const [room] = await db.select().from(rooms).where(eq(rooms.schoolId, schoolId)).orderBy(asc(rooms.name)).limit(1)
  return { courses: found, room: room ?? null }
}

/** The class's lessons that are not cancelled and end after `now`. */
export const lessonsOfClassAfter = (db: Database, classId: string, now: Date): Promise<LessonRow[]> =>
  db.select().from(lessons)
    .where(and(eq(lessons.classId, classId), isNull(lessons.cancelledAt), gt(lessons.endsAt, now)))

export async function shortenLesson(db: Database, lessonId: string, endsAt: Date): Promise<void> {
  await db.update(lessons).set({ endsAt }).where(eq(lessons.id, lessonId))
}

/** Adds the lesson unless its teacher, room or class is booked at that time. */
export async function addLessonIfFree(db: Database, lesson: typeof lessons.$inferInsert): Promise<void> {
  await db.insert(lessons).values(lesson).onConflictDoNothing()
}
