import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { EndReason } from '../../../contract/class/snapshot'
import { id, instant } from '../../kernel/db/columns'
import { members, schoolId } from '../account/tables'
import { lessons } from '../lessons/tables'
import type { SessionState } from './rules/session'

/** A lesson on air. A lesson has at most one session that has not ended; the earlier ones stay as history. */
export const liveSessions = pgTable('live_sessions', {
  id: id(),
  schoolId: schoolId(),
  lessonId: uuid('lesson_id').notNull(),
  /** The member who may push: the lesson's teacher at the start. */
  teacherId: uuid('teacher_id').notNull(),
  /** Name of the stream on the engine, `[a-z0-9]`, unguessable, one per session. */
  stream: text('stream').notNull().unique(),
  state: text('state').$type<SessionState['state']>().notNull(),
  startedAt: instant('started_at').notNull(),
  /** Start of the grace: set in `starting` and `interrupted`, when no media arrives. */
  interruptedAt: instant('interrupted_at'),
  firstPublishedAt: instant('first_published_at'),
  endedAt: instant('ended_at'),
  endReason: text('end_reason').$type<EndReason>(),
  peakViewers: integer('peak_viewers').notNull().default(0),
  /** Number of the newest push ticket, and the mark of the device that got it: see `PushRights`. */
  pushNumber: integer('push_number').notNull().default(0),
  pushDevice: text('push_device'),
  /** Number of the newest push ticket of any other device. */
  otherPushNumber: integer('other_push_number').notNull().default(0),
  /** Mark of the device whose publishing was accepted last. */
  publisherDevice: text('publisher_device'),
}, t => [
  foreignKey({ columns: [t.schoolId, t.lessonId], foreignColumns: [lessons.schoolId, lessons.id] }).onDelete('cascade'),
  foreignKey({ columns: [t.schoolId, t.teacherId], foreignColumns: [members.schoolId, members.id] }),
  uniqueIndex('live_sessions_one_open').on(t.lessonId).where(sql`state <> 'ended'`),
  index('live_sessions_lesson').on(t.lessonId, t.startedAt),
])

/** Column of tables whose rows belong to one live session. */
export const liveSessionId = () =>
  uuid('session_id').notNull().references(() => liveSessions.id, { onDelete: 'cascade' })

/** Every fact that the state machine of a live session received, with its time; the QoS timeline reads it. */
export const liveSessionFacts = pgTable('live_session_facts', {
  id: id(),
  sessionId: liveSessionId(),
  type: text('type').notNull(),
  at: instant('at').notNull(),
}, t => [index('live_session_facts_session').on(t.sessionId, t.at)])
