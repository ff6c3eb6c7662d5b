import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import { deviceMark } from '../../../contract/class/device'
import { AppError } from '../../kernel/http/errors/app-error'
import type { MediaEngine } from '../../media/engine'
import { createSerializer } from './serializer'
import type { LessonRow } from '../lessons/module'
import { sessionStateOf } from './repository'
import type { LiveRepository, OpenSession, PushGrant, SessionRow } from './repository'
import { dueFact, onFact } from './rules/session'
import type { Fact } from './rules/session'

/** Each lost race means that another change moved the session; only a few changes are possible before it ends. */
const MAX_TRIES = 10

interface LiveServiceDeps {
  repository: LiveRepository
  engine: MediaEngine
  /** The lesson's channel: `refresh` sends its new state, `recheck` closes connections of members who left it. */
  audience: { refresh(lessonId: string): void, recheck(lessonId: string): void }
  /** Records every fact that moved a session; the class does not wait for the write. */
  journal: { record(sessionId: string, fact: Fact): Promise<void> }
  now(): Date
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>
}

export interface LiveService {
  /**
   * Gives this device a ticket for the open session of the lesson's teacher, which it creates if there is none. The
   * caller has checked that it may start.
   */
  start(lesson: LessonRow, deviceId: string): Promise<PushGrant>
  /** Ends the lesson's open session, if there is one. */
  end(lessonId: string, type: 'teacherEnded' | 'adminEnded'): Promise<void>
  /** Call it when the lesson got another teacher or was cancelled. */
  lessonChanged(lessonId: string): Promise<void>
  /** Call it before the engine accepts media: no stream is live after a start, and every grace restarts. */
  recover(): Promise<void>
  /** Updates every open session from the clock, the lesson and the engine. Idempotent. */
  sweep(): Promise<void>
  /** Resolves when no event of the engine is being processed. */
  idle(): Promise<void>
}

/**
 * Applies facts to the sessions in the database. An event of the engine only triggers a query to the engine, so a late,
 * repeated or reordered event changes nothing.
 */
export function createLiveService({ repository, engine, audience, journal, now, log }: LiveServiceDeps): LiveService {
  const serially = createSerializer()

  async function apply(row: SessionRow, fact: Fact): Promise<void> {
    let current: SessionRow | null = row
    for (let tries = 0; current && tries < MAX_TRIES; tries += 1) {
      const before = sessionStateOf(current)
      const after = onFact(before, fact)
      if (after === before) return
      const moved = await repository.move(current, after, fact.at)
      if (moved) return settle(before.state, moved, fact)
      current = await repository.findSession(row.id)
    }
    if (current) throw new Error(`Live session ${row.id} kept changing during ${fact.type}`)
  }

  function settle(from: SessionRow['state'], { id, lessonId, stream, state, endReason }: SessionRow, fact: Fact): void {
    log.info({ sessionId: id, lessonId, from, to: state, reason: endReason ?? undefined }, 'live session moved')
    if (state === 'ended') engine.closeStream(stream)
    audience.refresh(lessonId)
    journal.record(id, fact).catch((error: unknown) => {
      log.warn({ err: error }, 'live: a fact was not recorded')
    })
  }

  /** Updates the session of a stream from the engine's current state. */
  const follow = (stream: string): Promise<void> => serially(stream, async () => {
    const session = await repository.findByStream(stream)
    const isPublishing = engine.isPublishing(stream)
    // The publisher was authorised just before the session ended.
    if (isPublishing && (!session || session.state === 'ended')) return engine.closeStream(stream)
    if (session) await apply(session, { type: isPublishing ? 'publishStarted' : 'publishStopped', at: now() })
  })

  function followEvent({ stream }: { stream: string }): void {
    follow(stream).catch((error: unknown) => {
      log.warn({ err: error }, 'live: an event of the engine waits for the next sweep')
    })
  }
  engine.on('publishStart', followEvent)
  engine.on('publishStop', followEvent)

  async function check(lesson: LessonRow, session: SessionRow): Promise<void> {
    if (lesson.cancelledAt) return apply(session, { type: 'adminEnded', at: now() })
    if (lesson.teacherId !== session.teacherId) return apply(session, { type: 'teacherRemoved', at: now() })
    if (engine.isPublishing(session.stream) !== (session.state === 'live')) await follow(session.stream)
    const due = dueFact(sessionStateOf(session), lesson.endsAt, now())
    if (due) await apply(session, due)
    const viewers = engine.viewers(session.stream)
    if (viewers > session.peakViewers) await repository.raisePeakViewers(session.id, viewers)
  }

  async function openSessionOf(lessonId: string): Promise<OpenSession | null> {
    const { lesson, session } = (await repository.lessonsOnAir([lessonId])).get(lessonId) ?? {}
    return lesson && session && session.state !== 'ended' ? { lesson, session } : null
  }

  return {
    async start({ id: lessonId, schoolId, teacherId }, deviceId) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const stream = randomBytes(16).toString('hex')
        const made = await repository.insert({ schoolId, lessonId, teacherId, stream }, now())
        if (made) {
          log.info({ sessionId: made.id, lessonId, to: made.state }, 'live session started')
          audience.refresh(lessonId)
        }
        const session = made ?? (await openSessionOf(lessonId))?.session
        if (session?.teacherId === teacherId) {
          const grant = await repository.issuePush(session.id, deviceMark(session.id, deviceId))
          if (grant) return grant
        } else if (session) await apply(session, { type: 'teacherRemoved', at: now() })
      }
      const cause = new Error(`Lesson ${lessonId} was started and ended ${MAX_TRIES} times in the meantime`)
      throw new AppError('INTERNAL', { cause })
    },

    async end(lessonId, type) {
      const open = await openSessionOf(lessonId)
      if (open) await apply(open.session, { type, at: now() })
    },

    async lessonChanged(lessonId) {
      const open = await openSessionOf(lessonId)
      if (open) await check(open.lesson, open.session)
      audience.recheck(lessonId)
      audience.refresh(lessonId)
    },

    async recover() {
      const at = now()
      for (const { session } of await repository.openSessions()) {
        if (!engine.isPublishing(session.stream)) await apply(session, { type: 'serverStarted', at })
      }
    },

    async sweep() {
      // Streams are read first. Each was authorised with an open session, so a stream without one has lost it since.
      const streams = engine.stats().map(({ stream }) => stream)
      const open = await repository.openSessions()
      const alive = new Set(open.map(({ session }) => session.stream))
      for (const stream of streams) {
        if (!alive.has(stream)) engine.closeStream(stream)
      }
      for (const { lesson, session } of open) await check(lesson, session)
    },

    idle: () => serially.idle(),
  }
}
