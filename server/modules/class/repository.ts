import { and, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import { classMembers, lessons, liveSessions, members } from '../../kernel/db/schema'
import type { SessionState } from './rules/session'

export type LessonRow = typeof lessons.$inferSelect
export type SessionRow = typeof liveSessions.$inferSelect

/** A lesson and its live session: the one on air, else the last one. */
export interface LessonOnAir {
  lesson: LessonRow
  session: SessionRow | null
}

export interface LiveRepository {
  /** One that does not exist is left out. */
  lessonsOnAir(lessonIds: readonly string[]): Promise<Map<string, LessonOnAir>>
  /** Every session that has not ended, of all schools. */
  openSessions(): Promise<{ lesson: LessonRow, session: SessionRow }[]>
  findByStream(stream: string): Promise<{ lesson: LessonRow, session: SessionRow } | null>
  findSession(sessionId: string): Promise<SessionRow | null>
  /** Null when the lesson has an open session already. */
  insert(session: Pick<SessionRow, 'schoolId' | 'lessonId' | 'teacherId' | 'stream'>, startedAt: Date): Promise<SessionRow | null>
  /** Writes `after` if the session still is as in `before`; null when somebody was faster. */
  move(before: SessionRow, after: SessionState, at: Date): Promise<SessionRow | null>
  raisePeakViewers(sessionId: string, viewers: number): Promise<void>
  /** Which of these members belong to the lesson: students of its class, its teacher, admins of its school. */
  membersOf(lessonId: string, memberIds: readonly string[]): Promise<Set<string>>
}

export function createLiveRepository(db: Database): LiveRepository {
  const withLesson = () => db.select({ lesson: lessons, session: liveSessions }).from(liveSessions)
    .innerJoin(lessons, eq(lessons.id, liveSessions.lessonId))

  return {
    async lessonsOnAir(lessonIds) {
      const rows = await db.selectDistinctOn([lessons.id], { lesson: lessons, session: liveSessions }).from(lessons)
        .leftJoin(liveSessions, eq(liveSessions.lessonId, lessons.id))
        .where(inArray(lessons.id, [...lessonIds]))
        .orderBy(lessons.id, desc(liveSessions.startedAt))
      return new Map(rows.map(row => [row.lesson.id, row]))
    },

    openSessions: () => withLesson().where(ne(liveSessions.state, 'ended')),

    async findByStream(stream) {
      const [row] = await withLesson().where(eq(liveSessions.stream, stream))
      return row ?? null
    },

    async findSession(sessionId) {
      const [row] = await db.select().from(liveSessions).where(eq(liveSessions.id, sessionId))
      return row ?? null
    },

    async insert(session, startedAt) {
      const [row] = await db.insert(liveSessions)
        .values({ ...session, state: 'starting', startedAt, interruptedAt: startedAt })
        .onConflictDoNothing({ target: liveSessions.lessonId, where: ne(liveSessions.state, 'ended') })
        .returning()
      return row ?? null
    },

    async move(before, after, at) {
      const unchanged = and(
        eq(liveSessions.id, before.id),
        eq(liveSessions.state, before.state),
        before.interruptedAt ? eq(liveSessions.interruptedAt, before.interruptedAt) : isNull(liveSessions.interruptedAt),
      )
      const [row] = await db.update(liveSessions).set(columnsOf(after, at)).where(unchanged).returning()
      return row ?? null
    },

    async raisePeakViewers(sessionId, viewers) {
      await db.update(liveSessions)
        .set({ peakViewers: sql`greatest(${liveSessions.peakViewers}, ${viewers})` })
        .where(eq(liveSessions.id, sessionId))
    },

    async membersOf(lessonId, memberIds) {
      const rows = await db.select({ id: members.id }).from(lessons)
        .innerJoin(members, eq(members.schoolId, lessons.schoolId))
        .leftJoin(classMembers, and(eq(classMembers.classId, lessons.classId), eq(classMembers.memberId, members.id)))
        .where(and(
          eq(lessons.id, lessonId),
          inArray(members.id, [...memberIds]),
          or(
            eq(members.role, 'admin'),
            eq(members.id, lessons.teacherId),
            and(eq(members.role, 'student'), isNotNull(classMembers.memberId)),
          ),
        ))
      return new Set(rows.map(({ id }) => id))
    },
  }
}

/** The state of a row; the columns that a state does not have are never read. */
export function sessionStateOf(row: SessionRow): SessionState {
  const waitingSince = row.interruptedAt ?? row.startedAt
  switch (row.state) {
    case 'starting': return { state: 'starting', waitingSince }
    case 'live': return { state: 'live' }
    case 'interrupted': return { state: 'interrupted', waitingSince }
    case 'ended': return { state: 'ended', endedAt: row.endedAt ?? waitingSince, endReason: row.endReason ?? 'grace_expired' }
  }
}

function columnsOf(state: SessionState, at: Date) {
  switch (state.state) {
    case 'starting':
    case 'interrupted': return { state: state.state, interruptedAt: state.waitingSince }
    case 'live': return { state: state.state, interruptedAt: null, firstPublishedAt: firstOf(liveSessions.firstPublishedAt, at) }
    case 'ended': return { state: state.state, endedAt: state.endedAt, endReason: state.endReason }
  }
}

const firstOf = (column: typeof liveSessions.firstPublishedAt, at: Date) => sql`coalesce(${column}, ${sql.param(at, column)})`
