import { foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, id, instant } from '../../kernel/db/columns'
import { classes, members, schoolId } from '../account/tables'

/** A classroom. */
export const rooms = pgTable('rooms', {
  id: id(),
  schoolId: schoolId(),
  name: text('name').notNull(),
  createdAt: createdAt(),
}, t => [unique('rooms_school_id_id').on(t.schoolId, t.id)])

/** A subject taught to a class; `teacherId` is its usual teacher. */
export const courses = pgTable('courses', {
  id: id(),
  schoolId: schoolId(),
  classId: uuid('class_id').notNull(),
  teacherId: uuid('teacher_id'),
  name: text('name').notNull(),
  createdAt: createdAt(),
}, t => [
  unique('courses_school_id_id').on(t.schoolId, t.id),
  foreignKey({ columns: [t.schoolId, t.classId], foreignColumns: [classes.schoolId, classes.id] }).onDelete('cascade'),
  foreignKey({ columns: [t.schoolId, t.teacherId], foreignColumns: [members.schoolId, members.id] }),
])

/**
 * A planned lesson. The exclusion constraints `lessons_teacher_booked`, `lessons_room_booked` and
 * `lessons_class_booked` prevent double booking (migration 0001; Drizzle has no builder for them).
 */
export const lessons = pgTable('lessons', {
  id: id(),
  schoolId: schoolId(),
  courseId: uuid('course_id').notNull(),
  /** The course's class, repeated here because a constraint cannot read another table. */
  classId: uuid('class_id').notNull(),
  teacherId: uuid('teacher_id').notNull(),
  roomId: uuid('room_id'),
  title: text('title').notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  cancelledAt: instant('cancelled_at'),
  createdAt: createdAt(),
}, t => [
  unique('lessons_school_id_id').on(t.schoolId, t.id),
  foreignKey({ columns: [t.schoolId, t.courseId], foreignColumns: [courses.schoolId, courses.id] }).onDelete('cascade'),
  foreignKey({ columns: [t.schoolId, t.classId], foreignColumns: [classes.schoolId, classes.id] }),
  foreignKey({ columns: [t.schoolId, t.teacherId], foreignColumns: [members.schoolId, members.id] }),
  foreignKey({ columns: [t.schoolId, t.roomId], foreignColumns: [rooms.schoolId, rooms.id] }),
  index('lessons_school_starts_at').on(t.schoolId, t.startsAt),
])
