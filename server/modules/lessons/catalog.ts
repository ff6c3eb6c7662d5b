import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { classes, courses, members, rooms, schools } from '../../kernel/db/schema'
import type { Caller } from '../../kernel/http/handlers'

const NAMED_MEMBER = { id: members.id, name: members.name }

export type Catalog = ReturnType<typeof createCatalog>

/** What lessons are planned with, of the caller's school. */
export function createCatalog(db: Database) {
  const coursesOf = () => db.select({
    id: courses.id,
    name: courses.name,
    class: { id: classes.id, name: classes.name },
    teacher: NAMED_MEMBER,
  }).from(courses)
    .innerJoin(classes, eq(classes.id, courses.classId))
    .leftJoin(members, eq(members.id, courses.teacherId))
    .$dynamic()

  return {
    courses: ({ schoolId }: Caller) => coursesOf().where(eq(courses.schoolId, schoolId)).orderBy(asc(courses.name), asc(courses.id)),

    rooms: ({ schoolId }: Caller) => db.select({ id: rooms.id, name: rooms.name }).from(rooms)
      .where(eq(rooms.schoolId, schoolId)).orderBy(asc(rooms.name), asc(rooms.id)),

    teachers: ({ schoolId }: Caller) => db.select(NAMED_MEMBER).from(members)
      .where(and(eq(members.schoolId, schoolId), eq(members.role, 'teacher'))).orderBy(asc(members.name), asc(members.id)),

    async findCourse({ schoolId }: Caller, courseId: string) {
      const [course] = await coursesOf().where(and(eq(courses.schoolId, schoolId), eq(courses.id, courseId)))
      return course ?? null
    },

    async hasRoom({ schoolId }: Caller, roomId: string): Promise<boolean> {
      const found = await db.select({ id: rooms.id }).from(rooms).where(and(eq(rooms.schoolId, schoolId), eq(rooms.id, roomId)))
      return found.length > 0
    },

    async findMember({ schoolId }: Caller, memberId: string) {
      const [member] = await db.select({ ...NAMED_MEMBER, role: members.role }).from(members)
        .where(and(eq(members.schoolId, schoolId), eq(members.id, memberId)))
      return member ?? null
    },

    async timeZone({ schoolId }: Caller): Promise<string> {
      const [school] = await db.select({ timeZone: schools.timeZone }).from(schools).where(eq(schools.id, schoolId))
      if (!school) throw new Error(`School ${schoolId} is gone`)
      return school.timeZone
    },
  }
}
