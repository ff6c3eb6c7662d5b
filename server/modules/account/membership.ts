/** Membership as SQL for queries of other modules, so that they do not read this module's tables. */
import { and, eq, exists, inArray, isNotNull, or } from 'drizzle-orm'
import type { Column, SQL } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { classMembers, members } from './tables'

/** True where `classId` has this member as a student. */
export const isStudentOf = (db: Database, classId: Column, memberId: string): SQL => exists(
  db.select({ id: members.id }).from(classMembers)
    .innerJoin(members, and(eq(members.id, classMembers.memberId), eq(members.role, 'student')))
    .where(and(eq(classMembers.classId, classId), eq(classMembers.memberId, memberId))),
)

/** The columns that decide who belongs to a lesson. */
interface LessonColumns {
  schoolId: Column
  classId: Column
  teacherId: Column
}

/** Subquery: the given members who belong to the lesson: students of its class, its teacher, its school's admins. */
export const attendeesOf = (db: Database, lesson: LessonColumns, memberIds: readonly string[]) =>
  db.select({ id: members.id }).from(members)
    .leftJoin(classMembers, and(eq(classMembers.classId, lesson.classId), eq(classMembers.memberId, members.id)))
    .where(and(
      eq(members.schoolId, lesson.schoolId),
      inArray(members.id, [...memberIds]),
      or(
        eq(members.role, 'admin'),
        eq(members.id, lesson.teacherId),
        and(eq(members.role, 'student'), isNotNull(classMembers.memberId)),
      ),
    ))
