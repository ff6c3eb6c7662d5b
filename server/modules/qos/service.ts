import type { QosBatch, QosTimeline } from '../../../contract'
import type { QosSample } from '../../../contract/qos/samples'
import { inOrder } from './rules/runs'
import { AppError } from '../../kernel/http/errors/app-error'
import type { Caller } from '../../kernel/policy'
import type { Directory } from '../account/module'
import type { ClassModule } from '../class/module'
import type { QosRepository } from './repository'
import { explainRows, inDisplayOrder, rowOf, serverFacts } from './rules/timeline'
import type { QosSession, Reporter, Row } from './rules/timeline'

/** Batches that waited offline are accepted up to this long after the class. */
export const LATE_BATCH_LIMIT_MS = 24 * 60 * 60_000

/** Tolerance for samples around the session: devices follow the server's clock, but not exactly. */
const CLOCK_SLACK_MS = 60_000

interface QosServiceDeps {
  repository: QosRepository
  directory: Pick<Directory, 'members'>
  live: Pick<ClassModule, 'journal' | 'sessionsOf'>
  retentionDays: number
  now(): Date
}

interface TimelineQuery {
  lessonId: string
  /** `undefined` means the last session. */
  sessionId: string | undefined
  /** Name of the lesson's teacher, for streams without samples. */
  teacherName: string
}

interface WholeTimeline {
  timeline: QosTimeline
  /** One list per person, in the order of `timeline.people`. */
  samples: QosSample[][]
}

export type QosService = ReturnType<typeof createQosService>

export function createQosService({ repository, directory, live, retentionDays, now }: QosServiceDeps) {
  /** The requested session, else the last one; null before the first. */
  async function sessionOf(
    lessonId: string,
    sessionId: string | undefined,
  ): Promise<{ session: QosSession | null, sessions: QosSession[] }> {
    const sessions = await live.sessionsOf(lessonId)
    const session = sessionId === undefined ? sessions.at(-1) ?? null : sessions.find(({ id }) => id === sessionId)
    if (session === undefined) throw new AppError('NOT_FOUND')
    return { session, sessions }
  }

  /** Ordered: the pusher first, then by name. */
  async function reportersOf(sessionId: string): Promise<Reporter[]> {
    const reporters = await repository.reporters(sessionId)
    const members = await directory.members(reporters.map(({ memberId }) => memberId))
    return inDisplayOrder(reporters.flatMap(reporter => {
      const member = members.get(reporter.memberId)
      // Deleting a member deletes the samples as well.
      return member ? [{ ...reporter, name: member.name, role: member.role }] : []
    }))
  }

  async function explainSession(session: QosSession, teacherName: string, onSamples: (samples: QosSample[]) => void) {
    const nowMs = now().getTime()
    const rows: Row[] = []
    // One person at a time: all samples of a long class at once would fill the memory.
    for (const reporter of await reportersOf(session.id)) {
      const { memberId, component } = reporter
      const samples = await repository.samplesOf({ sessionId: session.id, memberId, component })
      onSamples(samples)
      rows.push(rowOf(reporter, samples, session, nowMs))
    }
    return explainRows(rows, serverFacts(await live.journal.read(session.id), session, nowMs), teacherName)
  }

  async function read(
    query: TimelineQuery,
    onSamples: (samples: QosSample[]) => void = () => {},
  ): Promise<QosTimeline> {
    const { lessonId, sessionId, teacherName } = query
    const { session, sessions } = await sessionOf(lessonId, sessionId)
    const explained = session ? await explainSession(session, teacherName, onSamples) : { people: [], troubles: [] }
    return {
      lessonId,
      sessionId: session?.id ?? null,
      startedAt: session?.startedAt.toISOString() ?? null,
      endedAt: session?.endedAt?.toISOString() ?? null,
      sessions: sessions.map(({ id, startedAt, endedAt }) =>
        ({ id, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null })),
      serverTime: now().toISOString(),
      retentionDays,
      ...explained,
    }
  }

  return {
    read: (query: TimelineQuery): Promise<QosTimeline> => read(query),

    async readWhole(query: TimelineQuery): Promise<WholeTimeline> {
      const samples: QosSample[][] = []
      const timeline = await read(query, list => samples.push(inOrder(list)))
      return { timeline, samples }
    },

    /** The caller has checked the policy. Sending the same batch again changes nothing. */
    async report({ memberId }: Caller, lessonId: string, sent: QosBatch): Promise<{ taken: number }> {
      const { sessionId, component, batch, samples, dropped } = sent
      const { session } = await sessionOf(lessonId, sessionId)
      if (!session) throw new AppError('NOT_FOUND')
      const at = now()
      const endMs = session.endedAt?.getTime() ?? at.getTime()
      if (at.getTime() > endMs + LATE_BATCH_LIMIT_MS) throw new AppError('LESSON_ENDED')
      const [firstMs, lastMs] = [session.startedAt.getTime() - CLOCK_SLACK_MS, endMs + CLOCK_SLACK_MS]
      const isOfClass = ({ atMs }: QosSample) => atMs >= firstMs && atMs <= lastMs
      const taken = samples.filter(isOfClass)
      if (taken.length === 0) return { taken: 0 }
      const outcome = await repository.add({ sessionId, memberId, component, batch, samples: taken, dropped }, at)
      if (outcome === 'full') throw new AppError('QOS_FULL')
      return { taken: taken.length }
    },
  }
}
