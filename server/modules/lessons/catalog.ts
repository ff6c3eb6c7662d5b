import { and, asc, eq } from 'drizzle-orm'
import type { Course } from '../../../contract'
import type { Database } from '../../kernel/db/database'
import type { Directory } from '../account/module'
import { courses, rooms } from './tables'

export type Catalog = ReturnType<typeof createCatalog>

/** Courses and rooms of a school: the choices for a new lesson. */
export function createCatalog(db: Database, directory: Directory) {
  return {
    async courses(schoolId: string): Promise<Course[]> {
      const rows = await db.select().from(courses).where(eq(courses.schoolId, schoolId))
        .orderBy(asc(courses.name), asc(courses.id))
      const [classes, teachers] = await Promise.all([
        directory.classes(rows.map(({ classId }) => classId)),
        directory.members(rows.flatMap(({ teacherId }) => teacherId ?? [])),
      ])
      return rows.flatMap(({ id, name, classId, teacherId }) => {
        const theClass = classes.get(classId)
        const teacher = teacherId === null ? undefined : teachers.get(teacherId)
        // The class may have been deleted, with its courses, between the queries.
        if (!theClass) return []
        return [{ id, name, class: theClass, teacher: teacher ? { id: teacher.id, name: teacher.name } : null }]
      })
    },

    rooms: (schoolId: string) => db.select({ id: rooms.id, name: rooms.name }).from(rooms)
      .where(eq(rooms.schoolId, schoolId)).orderBy(asc(rooms.name), asc(rooms.id)),

    async findCourse(schoolId: string, courseId: string) {
      const [course] = await db.select({ id: courses.id, name: courses.name, classId: courses.classId }).from(courses)
        .where(and(eq(courses.schoolId, schoolId), eq(courses.id, courseId)))
      return course ?? null
    },

    async hasRoom(schoolId: string, roomId: string): Promise<boolean> {
      const found = await db.select({ id: rooms.id }).from(rooms)
        .where(and(eq(rooms.schoolId, schoolId), eq(rooms.id, roomId)))
      return found.length > 0
    },
  }
}
