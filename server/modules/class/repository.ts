import { and, asc, desc, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Database } from '../../kernel/db/database'
import type { PushTicket } from '../../media/ticket'
import type { LessonPlan, LessonRow } from '../lessons/module'
import { startedSession } from './rules/session'
import type { SessionState } from './rules/session'
import { liveSessions } from './tables'

export type SessionRow = typeof liveSessions.$inferSelect

type NewSession = Pick<SessionRow, 'schoolId' | 'lessonId' | 'teacherId' | 'stream'>

/** A lesson and its live session: the session on air, otherwise the last one. */
export interface LessonOnAir {
  lesson: LessonRow
  session: SessionRow | null
}

export interface OpenSession {
  lesson: LessonRow
  session: SessionRow
}

/** A session and the newest ticket to publish it. */
export interface PushGrant {
  session: SessionRow
  push: PushTicket
}

/**
 * The right to publish a session. A ticket has the device that asked for it and a rising number. A device may publish
 * - with a ticket that is newer than the tickets of all other devices, or
 * - with any of its tickets, if it was the last device that published.
 * Asking alone takes nothing away: the publishing device may reconnect with its URL until another device publishes with
 * a newer one. Between two requests for a ticket the publishing device changes at most once.
 */
interface PushRights {
  /** Gives the device the next number; null when the session has ended. Processes never give the same number. */
  issuePush(sessionId: string, device: string): Promise<PushGrant | null>
  /** Records that the device publishes; false when it may not. A check apart from the record could be outdated. */
  claimPush(sessionId: string, ticket: PushTicket): Promise<boolean>
}

export interface LiveRepository extends PushRights {
  /** By lesson; unknown lessons are omitted. Two queries for any number of lessons. */
  lessonsOnAir(lessonIds: readonly string[]): Promise<Map<string, LessonOnAir>>
  /** Every session that has not ended, of all schools. Two queries. */
  openSessions(): Promise<OpenSession[]>
  /** The latest session of each lesson, by lesson; lessons that were never started are omitted. */
  latestSessions(lessonIds: readonly string[]): Promise<Map<string, SessionRow>>
  /** Every session of the lesson, oldest first. */
  sessionsOf(lessonId: string): Promise<SessionRow[]>
  findByStream(stream: string): Promise<SessionRow | null>
  findSession(sessionId: string): Promise<SessionRow | null>
  /** Null when the lesson already has an open session. */
  insert(session: NewSession, startedAt: Date): Promise<SessionRow | null>
  /** Writes `after` if the session still equals `before`; null when another change came first. */
  move(before: SessionRow, after: SessionState, at: Date): Promise<SessionRow | null>
  raisePeakViewers(sessionId: string, viewers: number): Promise<void>
}

/** Also used by modules that work before this one opens. */
export async function latestSessions(db: Database, lessonIds: readonly string[]): Promise<Map<string, SessionRow>> {
  if (lessonIds.length === 0) return new Map()
  const rows = await db.selectDistinctOn([liveSessions.lessonId]).from(liveSessions)
    .where(inArray(liveSessions.lessonId, [...lessonIds]))
    .orderBy(liveSessions.lessonId, desc(liveSessions.startedAt))
  return new Map(rows.map(row => [row.lessonId, row]))
}

/**
 * Sessions are read before their lessons: a session that is one step old is never moved (`move` checks), while an old
 * lesson would end the session of the teacher who has just taken it over.
 */
export function createLiveRepository(db: Database, plan: Pick<LessonPlan, 'byIds'>): LiveRepository {
  return {
    async lessonsOnAir(lessonIds) {
      const sessions = await latestSessions(db, lessonIds)
      const lessons = await plan.byIds(lessonIds)
      return new Map([...lessons].map(([id, lesson]) => [id, { lesson, session: sessions.get(id) ?? null }]))
    },

    async openSessions() {
      const sessions = await db.select().from(liveSessions).where(ne(liveSessions.state, 'ended'))
      const lessons = await plan.byIds(sessions.map(({ lessonId }) => lessonId))
      return sessions.flatMap(session => {
        const lesson = lessons.get(session.lessonId)
        return lesson ? [{ lesson, session }] : []
      })
    },

    latestSessions: lessonIds => latestSessions(db, lessonIds),

    sessionsOf: lessonId => db.select().from(liveSessions).where(eq(liveSessions.lessonId, lessonId))
      .orderBy(asc(liveSessions.startedAt)),

    async findByStream(stream) {
      const [row] = await db.select().from(liveSessions).where(eq(liveSessions.stream, stream))
      return row ?? null
    },

    async findSession(sessionId) {
      const [row] = await db.select().from(liveSessions).where(eq(liveSessions.id, sessionId))
      return row ?? null
    },

    async insert(session, startedAt) {
      const [row] = await db.insert(liveSessions)
        .values({ ...session, startedAt, ...columnsOf(startedSession(startedAt), startedAt) })
        .onConflictDoNothing({ target: liveSessions.lessonId, where: ne(liveSessions.state, 'ended') })
        .returning()
      return row ?? null
    },

    async move(before, after, at) {
      const unchanged = and(
        eq(liveSessions.id, before.id),
        eq(liveSessions.state, before.state),
        before.interruptedAt
          ? eq(liveSessions.interruptedAt, before.interruptedAt)
          : isNull(liveSessions.interruptedAt),
      )
      const [row] = await db.update(liveSessions).set(columnsOf(after, at)).where(unchanged).returning()
      return row ?? null
    },

    async issuePush(sessionId, device) {
      const { pushNumber, pushDevice, otherPushNumber } = liveSessions
      const [session] = await db.update(liveSessions)
        .set({
          pushNumber: sql`${pushNumber} + 1`,
          pushDevice: device,
          otherPushNumber: sql`case when ${pushDevice} = ${device} then ${otherPushNumber} else ${pushNumber} end`,
        })
        .where(and(eq(liveSessions.id, sessionId), ne(liveSessions.state, 'ended')))
        .returning()
      return session ? { session, push: { device, number: session.pushNumber } } : null
    },

    async claimPush(sessionId, { device, number }) {
      const isNewest = and(eq(liveSessions.pushDevice, device), lt(liveSessions.otherPushNumber, number))
      const mayPublish = or(eq(liveSessions.publisherDevice, device), isNewest)
      const claimed = await db.update(liveSessions).set({ publisherDevice: device })
        .where(and(eq(liveSessions.id, sessionId), ne(liveSessions.state, 'ended'), mayPublish))
        .returning({ id: liveSessions.id })
      return claimed.length > 0
    },

    async raisePeakViewers(sessionId, viewers) {
      await db.update(liveSessions)
        .set({ peakViewers: sql`greatest(${liveSessions.peakViewers}, ${viewers})` })
        .where(eq(liveSessions.id, sessionId))
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
    case 'ended': {
      const { endedAt, endReason } = row
      return { state: 'ended', endedAt: endedAt ?? waitingSince, endReason: endReason ?? 'grace_expired' }
    }
  }
}

function columnsOf(state: SessionState, at: Date) {
  switch (state.state) {
    case 'starting':
    case 'interrupted': return { state: state.state, interruptedAt: state.waitingSince }
    case 'live': {
      const firstPublishedAt = firstOf(liveSessions.firstPublishedAt, at)
      return { state: state.state, interruptedAt: null, firstPublishedAt }
    }
    case 'ended': return { state: state.state, endedAt: state.endedAt, endReason: state.endReason }
  }
}

const firstOf = (column: typeof liveSessions.firstPublishedAt, at: Date) =>
  sql`coalesce(${column}, ${sql.param(at, column)})`
