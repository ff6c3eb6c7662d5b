/**
 * From the troubles of everybody in a live session to their causes. What one device sees is not enough: a player that has
 * no picture cannot know whether its own network, the teacher's or the service failed. All of them together can, with the
 * server's word on when it was started and when it had the teacher's stream.
 */
import type { QosCause, QosSeverity } from '../../../../contract/qos/causes'
import type { QosRun } from './runs'

export interface QosPerson {
  memberId: string
  /** The one whose pusher it is; everybody else watches. */
  isTeacher: boolean
  /** From the first to the last sample. */
  firstMs: number
  lastMs: number
  runs: readonly QosRun[]
}

/** What the server itself knows. */
export interface QosServerFacts {
  /** When it was started while the session was open. */
  restartsMs: readonly number[]
  /** When the teacher's stream was gone although the class was on. */
  interruptions: readonly { startMs: number, endMs: number }[]
  /** Whose stream it is. */
  teacherId: string
}

export interface QosTrouble {
  cause: QosCause
  severity: QosSeverity
  /** Whose network or device; null where it is nobody's. */
  memberId: string | null
  startMs: number
  endMs: number
  /** Whoever noticed, the one it began with included. */
  affected: string[]
  codes: number[]
}

/** One stretch of a person's row: how bad it was for this person, and which of the troubles it was. */
interface QosSegment {
  memberId: string
  /** Of the pusher's row; its teacher may have a player's too. */
  isTeacher: boolean
  startMs: number
  endMs: number
  severity: QosSeverity
  /** Its place among the troubles. */
  trouble: number
}

/** Who was cut off by a restart notices it up to this much later or earlier than the server's clock says. */
const RESTART_SLACK_MS = 3_000
/** So far apart, what looks alike began together. */
const TOGETHER_MS = 10_000
/** A player's cache hides a trouble of the teacher's for a while, or shows it before the teacher's device knows. */
const EARLIER_MS = 5_000
const LATER_MS = 5_000
/** A player waits up to 15 s between two tries. */
const RECOVERS_WITHIN_MS = 20_000
/** Two people may both have a bad network; three at once hardly. */
const EVERYONE_FROM = 3
const MOST_CODES = 12

type Span = Pick<QosRun, 'startMs' | 'endMs'>
interface Noticed { person: QosPerson, run: QosRun }

const overlaps = (a: Span, b: Span, slackMs = 0): boolean => a.startMs <= b.endMs + slackMs && b.startMs <= a.endMs + slackMs
const severityOf = ({ worst }: QosRun): QosSeverity => (worst === 'slow' ? 'slow' : 'lost')
const isConnectionLost = ({ kind, worst }: QosRun): boolean => kind === 'teacher-away' || (kind === 'network' && worst === 'lost')

export function explain(people: readonly QosPerson[], facts: QosServerFacts): { troubles: QosTrouble[], segments: QosSegment[] } {
  const troubles: QosTrouble[] = []
  const segments: (Omit<QosSegment, 'trouble'> & { of: QosTrouble })[] = []

  function blame(source: Source | QosTrouble, { person: { memberId, isTeacher }, run }: Noticed): void {
    const severity = severityOf(run)
    const trouble = 'affected' in source ? source : troubleOf(source, run)
    segments.push({ memberId, isTeacher, startMs: run.startMs, endMs: run.endMs, severity, of: trouble })
    if (!trouble.affected.includes(memberId)) trouble.affected.push(memberId)
    trouble.codes = [...new Set([...trouble.codes, ...run.codes])].slice(0, MOST_CODES)
    // What others notice of somebody's trouble begins later, ends later and may look worse than it was.
    if (trouble.memberId !== null && trouble.memberId !== memberId) return
    trouble.startMs = Math.min(trouble.startMs, run.startMs)
    trouble.endMs = Math.max(trouble.endMs, run.endMs)
    if (severity === 'lost') trouble.severity = 'lost'
  }

  /** The same trouble goes on, or another one begins. */
  function troubleOf({ cause, memberId }: Source, run: QosRun): QosTrouble {
    const known = troubles.find(trouble => trouble.cause === cause && trouble.memberId === memberId && overlaps(trouble, run, TOGETHER_MS))
    if (known) return known
    const trouble: QosTrouble = { cause, severity: severityOf(run), memberId, startMs: run.startMs, endMs: run.endMs, affected: [], codes: [] }
    troubles.push(trouble)
    return trouble
  }

  const noticed = people.flatMap(person => person.runs.map((run): Noticed => ({ person, run }))).sort((a, b) => a.run.startMs - b.run.startMs)
  const ofTeacher = noticed.filter(({ person }) => person.isTeacher)
  const ofOthers = noticed.filter(({ person }) => !person.isTeacher)

  for (const item of ofTeacher) blame(sourceAtTeacher(item, people, facts), item)
  for (const { startMs, endMs } of facts.interruptions) {
    if (troubles.some(trouble => overlaps(trouble, { startMs, endMs }, TOGETHER_MS))) continue
    const isRestart = facts.restartsMs.some(atMs => isAround({ startMs, endMs }, atMs))
    const source: Source = isRestart ? { cause: 'service', memberId: null } : { cause: 'teacher-stream', memberId: facts.teacherId }
    troubles.push({ ...source, severity: 'lost', startMs, endMs, affected: [], codes: [] })
  }
  const atTeacher = [...troubles]
  for (const item of ofOthers) blame(sourceOf(item, atTeacher, ofOthers, people, facts), item)
  troubles.sort((a, b) => a.startMs - b.startMs)
  return { troubles, segments: segments.map(({ of, ...segment }) => ({ ...segment, trouble: troubles.indexOf(of) })) }
}

type Source = Pick<QosTrouble, 'cause' | 'memberId'>

const isAround = ({ startMs, endMs }: Span, atMs: number): boolean => startMs - RESTART_SLACK_MS <= atMs && atMs <= endMs + RESTART_SLACK_MS

/** What hit more than one person's network; undefined where it did not. */
function sharedCause(run: QosRun, people: readonly QosPerson[], { restartsMs }: QosServerFacts): 'service' | 'everyone' | undefined {
  if (!isConnectionLost(run)) return undefined
  if (restartsMs.some(atMs => isAround(run, atMs))) return 'service'
  if (run.unreachableMs === 0) return undefined
  const present = people.filter(({ firstMs, lastMs }) => firstMs <= run.startMs && run.startMs <= lastMs)
  const isCutOff = ({ runs }: QosPerson) => runs.some(other =>
    isConnectionLost(other) && other.unreachableMs > 0 && Math.abs(other.startMs - run.startMs) <= TOGETHER_MS)
  return present.length >= EVERYONE_FROM && present.every(isCutOff) ? 'everyone' : undefined
}

function sourceAtTeacher({ person, run }: Noticed, people: readonly QosPerson[], facts: QosServerFacts): Source {
  const { memberId } = person
  switch (run.kind) {
    case 'call':
    case 'background': return { cause: run.kind, memberId }
    case 'device': return { cause: 'teacher-device', memberId }
    case 'teacher-away':
    case 'network': {
      const shared = sharedCause(run, people, facts)
      return shared ? { cause: shared, memberId: null } : { cause: 'teacher-network', memberId }
    }
  }
}

/** Why somebody who watches had trouble. */
function sourceOf(
  { person, run }: Noticed, atTeacher: readonly QosTrouble[], ofOthers: readonly Noticed[], people: readonly QosPerson[], facts: QosServerFacts,
): Source | QosTrouble {
  const own = (cause: QosCause): Source => ({ cause, memberId: person.memberId })
  switch (run.kind) {
    case 'call':
    case 'background': return own(run.kind)
    // A player reports no device; what a later version does is this person's.
    case 'device': return own('student-network')
    case 'network':
    case 'teacher-away': break
  }
  const shared = sharedCause(run, people, facts)
  if (shared) return { cause: shared, memberId: null }
  if (run.kind === 'teacher-away') {
    return atTeacher.find(trouble => overlaps(trouble, run, TOGETHER_MS)) ?? { cause: 'teacher-stream', memberId: facts.teacherId }
  }
  // Who does not reach the API either cannot have got that from the teacher.
  if (run.worst === 'lost' && run.unreachableMs > 0) return own('student-network')
  const isAlone = isTheOnlyOne({ person, run }, ofOthers, people)
  return atTeacher.find(trouble => explains(trouble, run) && (trouble.severity === 'lost' || !isAlone)) ?? own('student-network')
}

/** The picture stood still because nothing came in: it began with the teacher's trouble and was over soon after it. */
const explains = (trouble: QosTrouble, run: QosRun): boolean =>
  trouble.startMs <= run.startMs + EARLIER_MS && run.startMs <= trouble.endMs + LATER_MS && run.endMs <= trouble.endMs + RECOVERS_WITHIN_MS

/** Others watched the same stream and had no trouble with it. One who did may have a larger cache, but lost no connection. */
function isTheOnlyOne({ person, run }: Noticed, ofOthers: readonly Noticed[], people: readonly QosPerson[]): boolean {
  const others = people.filter(other => !other.isTeacher && other !== person && other.firstMs <= run.startMs && run.endMs <= other.lastMs)
  return others.length >= (run.worst === 'lost' ? 1 : 2) && !ofOthers.some(other => other.person !== person && other.run.kind === 'network' && overlaps(other.run, run))
}
