import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { EndReason } from '../../../contract/class/live'
import type { Role } from '../../../contract/api'
import type { QosComponent } from '../../../contract/qos/samples'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const id = () => uuid('id').primaryKey().defaultRandom()
const createdAt = () => instant('created_at').notNull().defaultNow()

export const schools = pgTable('schools', {
  id: id(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  createdAt: createdAt(),
})

const schoolId = () => uuid('school_id').notNull().references(() => schools.id, { onDelete: 'cascade' })

/** A person in a school. `account` is the sign-in name, unique over all schools, in lower case. */
export const members = pgTable('members', {
  id: id(),
  schoolId: schoolId(),
  account: text('account').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  createdAt: createdAt(),
}, t => [unique('members_school_id_id').on(t.schoolId, t.id)])

/** One row a refresh token, kept after use: a used one that comes again revokes its whole family (a sign-in). */
export const refreshTokens = pgTable('refresh_tokens', {
  id: id(),
  familyId: uuid('family_id').notNull(),
  memberId: uuid('member_id').notNull().references(() => members.id, { onDelete: 'cascade' }),
  /** SHA-256 of the token, hex; the token itself is never stored. */
  tokenHash: text('token_hash').notNull().unique(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
  createdAt: createdAt(),
}, t => [index('refresh_tokens_family').on(t.familyId), index('refresh_tokens_member').on(t.memberId)])

export const classes = pgTable('classes', {
  id: id(),
  schoolId: schoolId(),
  name: text('name').notNull(),
  createdAt: createdAt(),
}, t => [unique('classes_school_id_id').on(t.schoolId, t.id)])

export const classMembers = pgTable('class_members', {
  schoolId: schoolId(),
  classId: uuid('class_id').notNull(),
  memberId: uuid('member_id').notNull(),
}, t => [
  primaryKey({ columns: [t.classId, t.memberId] }),
  foreignKey({ columns: [t.schoolId, t.classId], foreignColumns: [classes.schoolId, classes.id] }).onDelete('cascade'),
  foreignKey({ columns: [t.schoolId, t.memberId], foreignColumns: [members.schoolId, members.id] }).onDelete('cascade'),
  index('class_members_member').on(t.memberId),
])

export const rooms = pgTable('rooms', {
  id: id(),
  schoolId: schoolId(),
  name: text('name').notNull(),
  createdAt: createdAt(),
}, t => [unique('rooms_school_id_id').on(t.schoolId, t.id)])

/** A subject taught to a class; `teacherId` is who usually teaches it. */
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
 * A planned lesson. That a teacher, a room or a class is not booked twice at once is kept by the exclusion constraints
 * `lessons_teacher_booked`, `lessons_room_booked` and `lessons_class_booked` (migration 0001; Drizzle has no builder for them).
 */
export const lessons = pgTable('lessons', {
  id: id(),
  schoolId: schoolId(),
  courseId: uuid('course_id').notNull(),
  /** The course's class, kept here because a constraint cannot look into another table. */
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

/** `starting`: the teacher pressed start, nothing arrived yet. */
export type LiveSessionState = 'starting' | 'live' | 'interrupted' | 'ended'

/** A lesson on air. At most one that has not ended exists per lesson; all before it stay as history. */
export const liveSessions = pgTable('live_sessions', {
  id: id(),
  schoolId: schoolId(),
  lessonId: uuid('lesson_id').notNull(),
  /** Who may push: the lesson's teacher when it was started. */
  teacherId: uuid('teacher_id').notNull(),
  /** Name of the stream on the engine, `[a-z0-9]`, unguessable, one a session. */
  stream: text('stream').notNull().unique(),
  state: text('state').$type<LiveSessionState>().notNull(),
  startedAt: instant('started_at').notNull(),
  /** Since when nothing arrives; set in `starting` and `interrupted`: the grace counts from it. */
  interruptedAt: instant('interrupted_at'),
  firstPublishedAt: instant('first_published_at'),
  endedAt: instant('ended_at'),
  endReason: text('end_reason').$type<EndReason>(),
  peakViewers: integer('peak_viewers').notNull().default(0),
}, t => [
  foreignKey({ columns: [t.schoolId, t.lessonId], foreignColumns: [lessons.schoolId, lessons.id] }).onDelete('cascade'),
  foreignKey({ columns: [t.schoolId, t.teacherId], foreignColumns: [members.schoolId, members.id] }),
  uniqueIndex('live_sessions_one_open').on(t.lessonId).where(sql`state <> 'ended'`),
  index('live_sessions_lesson').on(t.lessonId, t.startedAt),
])

const liveSessionId = () => uuid('session_id').notNull().references(() => liveSessions.id, { onDelete: 'cascade' })
const memberId = () => uuid('member_id').notNull().references(() => members.id, { onDelete: 'cascade' })

/** What happened to a live session and when, as its machine was told; the QoS timeline explains troubles with it. */
export const liveSessionFacts = pgTable('live_session_facts', {
  id: id(),
  sessionId: liveSessionId(),
  type: text('type').notNull(),
  at: instant('at').notNull(),
}, t => [index('live_session_facts_session').on(t.sessionId, t.at)])

/** Who sent QoS samples of a live session, and how many: what bounds them. */
export const qosReporters = pgTable('qos_reporters', {
  sessionId: liveSessionId(),
  memberId: memberId(),
  component: text('component').$type<QosComponent>().notNull(),
  samples: integer('samples').notNull(),
  bytes: integer('bytes').notNull(),
  dropped: integer('dropped').notNull(),
  receivedAt: instant('received_at').notNull(),
}, t => [primaryKey({ columns: [t.sessionId, t.memberId, t.component] }), index('qos_reporters_received_at').on(t.receivedAt)])

/** A batch of samples as it came, packed (server/modules/qos/packing.ts); the device's name of it makes a second arrival the same one. */
export const qosBatches = pgTable('qos_batches', {
  sessionId: liveSessionId(),
  memberId: memberId(),
  component: text('component').$type<QosComponent>().notNull(),
  batch: text('batch').notNull(),
  samples: text('samples').notNull(),
  receivedAt: instant('received_at').notNull(),
}, t => [primaryKey({ columns: [t.sessionId, t.memberId, t.component, t.batch] }), index('qos_batches_received_at').on(t.receivedAt)])
