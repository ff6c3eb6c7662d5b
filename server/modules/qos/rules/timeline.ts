import type { QosTimeline, Role } from '../../../../contract'
import type { QosComponent, QosSample } from '../../../../contract/qos/samples'
import { inOrder, runsOf } from './runs'
import { explain } from './troubles'
import type { QosPerson, QosServerFacts, QosTrouble } from './troubles'
import type { Fact, SessionRow } from '../../class/module'

/** Number of equal parts of a session for the quality; a phone's screen cannot show more. */
const QUALITY_PARTS = 90

export type QosSession = Pick<SessionRow, 'id' | 'teacherId' | 'startedAt' | 'endedAt'>

export interface Reporter {
  memberId: string
  name: string
  role: Role
  component: QosComponent
  samples: number
  dropped: number
}

/** A person without the samples: a class of a few hours has a million samples. */
export interface Row extends QosPerson {
  reporter: Reporter
  quality: number[]
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** `nowMs` is the end of a session that is on air. */
export function rowOf(reporter: Reporter, samples: readonly QosSample[], session: QosSession, nowMs: number): Row {
  const { startedAt, endedAt } = session
  const ordered = inOrder(samples)
  const startMs = startedAt.getTime()
  const endMs = endedAt?.getTime() ?? nowMs
  return {
    reporter,
    memberId: reporter.memberId,
    isTeacher: reporter.component === 'pusher',
    firstMs: ordered[0]?.atMs ?? startMs,
    lastMs: ordered.at(-1)?.atMs ?? startMs,
    runs: runsOf(ordered),
    quality: qualityOf(ordered, startMs, Math.max(endMs, startMs + 1)),
  }
}

function qualityOf(samples: readonly QosSample[], startMs: number, endMs: number): number[] {
  const parts = Array.from({ length: QUALITY_PARTS }, () => 0)
  for (const { atMs, status } of samples) {
    const place = Math.floor((atMs - startMs) / (endMs - startMs) * QUALITY_PARTS)
    const part = Math.min(QUALITY_PARTS - 1, Math.max(0, place))
    parts[part] = Math.max(parts[part] ?? 0, status?.quality ?? 0)
  }
  return parts
}

/** Restarts of the server and interruptions of the stream, from the facts of the session. */
export function serverFacts(facts: readonly Fact[], { teacherId, endedAt }: QosSession, nowMs: number): QosServerFacts {
  const restartsMs: number[] = []
  const interruptions: { startMs: number, endMs: number }[] = []
  let isPublishing = false
  let goneMs: number | undefined
  for (const { type, at } of facts) {
    const atMs = at.getTime()
    if (type === 'serverStarted') restartsMs.push(atMs)
    if (type === 'publishStarted') {
      if (goneMs !== undefined) interruptions.push({ startMs: goneMs, endMs: Math.max(atMs, goneMs + 1) })
      isPublishing = true
      goneMs = undefined
    } else if (isPublishing && (type === 'publishStopped' || type === 'serverStarted')) {
      isPublishing = false
      goneMs = atMs
    }
  }
  if (goneMs !== undefined) {
    interruptions.push({ startMs: goneMs, endMs: Math.max(endedAt?.getTime() ?? nowMs, goneMs + 1) })
  }
  return { restartsMs, interruptions, teacherId }
}

type Explained = Pick<QosTimeline, 'people' | 'troubles'>

/** `teacherName` is used for a stream without samples. */
export function explainRows(rows: readonly Row[], facts: QosServerFacts, teacherName: string): Explained {
  const { troubles, segments } = explain(rows, facts)
  const nameOf = (memberId: string) => rows.find(row => row.memberId === memberId)?.reporter.name ?? teacherName
  return {
    people: rows.map(({
      reporter: { memberId, name, role, component, samples, dropped }, firstMs, lastMs, quality, isTeacher,
    }) => ({
      memberId, name, role, component, samples, dropped, quality,
      firstAt: instant(firstMs), lastAt: instant(lastMs),
      segments: segments.filter(segment => segment.memberId === memberId && segment.isTeacher === isTeacher)
        .map(({ startMs, endMs, severity, trouble }) =>
          ({ startsAt: instant(startMs), endsAt: instant(endMs), severity, trouble })),
    })),
    troubles: troubles.map((trouble: QosTrouble) => ({
      cause: trouble.cause, severity: trouble.severity, codes: trouble.codes, affected: trouble.affected,
      member: trouble.memberId === null ? null : { id: trouble.memberId, name: nameOf(trouble.memberId) },
      startsAt: instant(trouble.startMs), endsAt: instant(trouble.endMs),
    })),
  }
}

/** The pusher first, then by name. Names are compared by code units, so that all servers give the same order. */
export const inDisplayOrder = (reporters: readonly Reporter[]): Reporter[] =>
  [...reporters].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))

const orderOf = ({ component, name, memberId }: Reporter): string =>
  [component === 'pusher' ? '0' : '1', name, memberId].join('\u0000')
