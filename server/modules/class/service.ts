import { randomBytes } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import { AppError } from '../../kernel/http/errors/app-error'
import type { MediaEngine } from '../../media/engine'
import { createSerializer } from './serializer'
import { sessionStateOf, type LessonRow, type LiveRepository, type SessionRow } from './repository'
import { dueFact, onFact, type Fact } from './rules/session'

/** Each lost race means that somebody else moved the session on, which few can do before it has ended. */
const MAX_TRIES = 10

export interface LiveServiceDeps {
  repository: LiveRepository
  engine: MediaEngine
  /** Whoever follows a lesson is told that it changed, and asked again who belongs to it. */
  audience: { refresh(lessonId: string): void, recheck(lessonId: string): void }
  /** Writes down what moved a session, for whoever asks later; a class does not wait for it. */
  journal: { record(sessionId: string, fact: Fact): Promise<void> }
  now(): Date
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>
}

export interface LiveService {
  /** The open session of the lesson's teacher, made if there is none. That it may be started has been checked. */
  start(lesson: LessonRow): Promise<SessionRow>
  /** Ends the lesson's open session, if there is one. */
  end(lessonId: string, type: 'teacherEnded' | 'adminEnded'): Promise<void>
  /** To be called when the lesson got another teacher or was cancelled. */
  lessonChanged(lessonId: string): Promise<void>
  /** To be called before the engine accepts anything: streams that were live are gone, and every grace begins anew. */
  recover(): Promise<void>
  /** Makes true what the clock, the lesson and the engine say about every open session. Idempotent. */
  sweep(): Promise<void>
  /** Resolves when no event of the engine is being worked on. */
  idle(): Promise<void>
}

/**
 * Applies facts to the sessions in the database. Two things are truth (design 4.5): the engine is asked, never its events
 * believed, so that one that comes late, twice or out of order changes nothing.
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
    if (current) throw new Error(`Live session ${row.id} did not stand still for ${fact.type}`)
  }

  function settle(from: SessionRow['state'], { id, lessonId, stream, state, endReason }: SessionRow, fact: Fact): void {
    log.info({ sessionId: id, lessonId, from, to: state, reason: endReason ?? undefined }, 'live session moved')
    if (state === 'ended') engine.closeStream(stream)
    audience.refresh(lessonId)
    journal.record(id, fact).catch((error: unknown) => { log.warn({ err: error }, 'live: a fact was not written down') })
  }

  /** Brings the session of a stream in line with what the engine has of it now. */
  const follow = (stream: string): Promise<void> => serially(stream, async () => {
    const found = await repository.findByStream(stream)
    const isPublishing = engine.isPublishing(stream)
    // Authorised in the moment in which the session ended.
    if (isPublishing && (!found || found.session.state === 'ended')) return engine.closeStream(stream)
    if (found) await apply(found.session, { type: isPublishing ? 'publishStarted' : 'publishStopped', at: now() })
  })

  function followEvent({ stream }: { stream: string }): void {
    follow(stream).catch((error: unknown) => { log.warn({ err: error }, 'live: an event of the engine waits for the next sweep') })
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

  async function openSessionOf(lessonId: string): Promise<{ lesson: LessonRow, session: SessionRow } | null> {
    const onAir = (await repository.lessonsOnAir([lessonId])).get(lessonId)
    return onAir?.session && onAir.session.state !== 'ended' ? { lesson: onAir.lesson, session: onAir.session } : null
  }

  return {
    async start({ id: lessonId, schoolId, teacherId }) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const stream = randomBytes(16).toString('hex')
        const made = await repository.insert({ schoolId, lessonId, teacherId, stream }, now())
        if (made) {
          log.info({ sessionId: made.id, lessonId, to: made.state }, 'live session started')
          audience.refresh(lessonId)
          return made
        }
        const open = await openSessionOf(lessonId)
        if (open?.session.teacherId === teacherId) return open.session
        if (open) await apply(open.session, { type: 'teacherRemoved', at: now() })
      }
      throw new AppError('INTERNAL', { cause: new Error(`Lesson ${lessonId} was started and ended ${MAX_TRIES} times meanwhile`) })
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
      // The streams first: one that is here and has no open session afterwards has lost it, since each was authorised with one.
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
