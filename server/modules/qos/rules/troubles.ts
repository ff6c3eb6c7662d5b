/**
 * Finds the causes of all troubles in a live session. One device's view is not enough: a player without a picture cannot know
 * whether its own network, the teacher's or the service failed. All views together can tell, with the server's own facts: its
 * restarts and the interruptions of the teacher's stream.
 */
import type { QosCause, QosSeverity } from '../../../../contract/qos/causes'
import type { QosRun } from './runs'

export interface QosPerson {
  memberId: string
  /** True for the pusher's row; all others are players. */
  isTeacher: boolean
  /** Times of the first and the last sample. */
  firstMs: number
  lastMs: number
  runs: readonly QosRun[]
}

/** Facts that the server knows itself. */
export interface QosServerFacts {
  /** Starts of the server while the session was open. */
  restartsMs: readonly number[]
  /** Times without the teacher's stream during the class. */
  interruptions: readonly { startMs: number, endMs: number }[]
  /** The publisher of the stream. */
  teacherId: string
}

export interface QosTrouble {
  cause: QosCause
  severity: QosSeverity
  /** The owner of the network or device; null where there is none. */
  memberId: string | null
  startMs: number
  endMs: number
  /** All members who noticed it, including the one with whom it began. */
  affected: string[]
  codes: number[]
}

/** A stretch of a person's row with its severity for this person and its trouble. */
interface QosSegment {
  memberId: string
  /** True for the pusher's row; the teacher may have a player's row as well. */
  isTeacher: boolean
  startMs: number
  endMs: number
  severity: QosSeverity
  /** Index into the list of troubles. */
  trouble: number
}

/** Devices notice a restart up to this much earlier or later than by the server's clock. */
const RESTART_SLACK_MS = 3_000
/** Similar troubles that start within this time of each other started together. */
const TOGETHER_MS = 10_000
/** A player may show the teacher's trouble later, because of its cache, or before the teacher's device knows. */
const EARLIER_MS = 5_000
const LATER_MS = 5_000
/** A player waits up to 15 s between two attempts. */
const RECOVERS_WITHIN_MS = 20_000
/** Two people may have a bad network at the same time; three are unlikely to. */
const EVERYONE_FROM = 3
const MOST_CODES = 12

type Span = Pick<QosRun, 'startMs' | 'endMs'>
interface Noticed { person: QosPerson, run: QosRun }

const overlaps = (a: Span, b: Span, slackMs = 0): boolean =>
  a.startMs <= b.endMs + slackMs && b.startMs <= a.endMs + slackMs
const severityOf = ({ worst }: QosRun): QosSeverity => (worst === 'slow' ? 'slow' : 'lost')
const isConnectionLost = ({ kind, worst }: QosRun): boolean =>
  kind === 'teacher-away' || (kind === 'network' && worst === 'lost')

interface Explanation {
  troubles: QosTrouble[]
  segments: QosSegment[]
}

export function explain(people: readonly QosPerson[], facts: QosServerFacts): Explanation {
  const troubles: QosTrouble[] = []
  const segments: (Omit<QosSegment, 'trouble'> & { of: QosTrouble })[] = []

  function blame(source: Source | QosTrouble, { person: { memberId, isTeacher }, run }: Noticed): void {
    const severity = severityOf(run)
    const trouble = 'affected' in source ? source : troubleOf(source, run)
    segments.push({ memberId, isTeacher, startMs: run.startMs, endMs: run.endMs, severity, of: trouble })
    if (!trouble.affected.includes(memberId)) trouble.affected.push(memberId)
    trouble.codes = [...new Set([...trouble.codes, ...run.codes])].slice(0, MOST_CODES)
    // Other members notice a trouble later and longer, and it may look worse to them.
    if (trouble.memberId !== null && trouble.memberId !== memberId) return
    trouble.startMs = Math.min(trouble.startMs, run.startMs)
    trouble.endMs = Math.max(trouble.endMs, run.endMs)
    if (severity === 'lost') trouble.severity = 'lost'
  }

  /** The trouble that this run continues, or a new one. */
  function troubleOf({ cause, memberId }: Source, run: QosRun): QosTrouble {
    const known = troubles.find(trouble =>
      trouble.cause === cause && trouble.memberId === memberId && overlaps(trouble, run, TOGETHER_MS))
    if (known) return known
    const { startMs, endMs } = run
    const trouble: QosTrouble = { cause, severity: severityOf(run), memberId, startMs, endMs, affected: [], codes: [] }
    troubles.push(trouble)
    return trouble
  }

  const noticed = people.flatMap(person => person.runs.map((run): Noticed => ({ person, run })))
    .sort((a, b) => a.run.startMs - b.run.startMs)
  const ofTeacher = noticed.filter(({ person }) => person.isTeacher)
  const ofOthers = noticed.filter(({ person }) => !person.isTeacher)

  for (const item of ofTeacher) blame(sourceAtTeacher(item, people, facts), item)
  for (const { startMs, endMs } of facts.interruptions) {
    if (troubles.some(trouble => overlaps(trouble, { startMs, endMs }, TOGETHER_MS))) continue
    const isRestart = facts.restartsMs.some(atMs => isAround({ startMs, endMs }, atMs))
    const source: Source = isRestart
      ? { cause: 'service', memberId: null }
      : { cause: 'teacher-stream', memberId: facts.teacherId }
    troubles.push({ ...source, severity: 'lost', startMs, endMs, affected: [], codes: [] })
  }
  const atTeacher = [...troubles]
  for (const item of ofOthers) blame(sourceOf(item, atTeacher, ofOthers, people, facts), item)
  troubles.sort((a, b) => a.startMs - b.startMs)
  return { troubles, segments: segments.map(({ of, ...segment }) => ({ ...segment, trouble: troubles.indexOf(of) })) }
}

type Source = Pick<QosTrouble, 'cause' | 'memberId'>

const isAround = ({ startMs, endMs }: Span, atMs: number): boolean =>
  startMs - RESTART_SLACK_MS <= atMs && atMs <= endMs + RESTART_SLACK_MS

/** The cause if the run hit more than one person's network; else undefined. */
function sharedCause(run: QosRun, people: readonly QosPerson[], facts: QosServerFacts): 'service' | 'everyone' | undefined {
  const { restartsMs } = facts
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

/** The cause of a viewer's trouble. */
function sourceOf(
  { person, run }: Noticed, atTeacher: readonly QosTrouble[], ofOthers: readonly Noticed[], people: readonly QosPerson[], facts: QosServerFacts,
): Source | QosTrouble {
  const own = (cause: QosCause): Source => ({ cause, memberId: person.memberId })
  switch (run.kind) {
    case 'call':
    case 'background': return own(run.kind)
    // Players report no device trouble today; a later version's would be this person's own.
    case 'device': return own('student-network')
    case 'network':
    case 'teacher-away': break
  }
  const shared = sharedCause(run, people, facts)
  if (shared) return { cause: shared, memberId: null }
  if (run.kind === 'teacher-away') {
    return atTeacher.find(trouble => overlaps(trouble, run, TOGETHER_MS))
      ?? { cause: 'teacher-stream', memberId: facts.teacherId }
  }
  // A device that does not reach the API either has trouble of its own.
  if (run.worst === 'lost' && run.unreachableMs > 0) return own('student-network')
  const isAlone = isTheOnlyOne({ person, run }, ofOthers, people)
  return atTeacher.find(trouble => explains(trouble, run) && (trouble.severity === 'lost' || !isAlone))
    ?? own('student-network')
}

/** The run is the effect of the trouble at a viewer: it starts with the trouble and ends soon after it. */
const explains = (trouble: QosTrouble, run: QosRun): boolean =>
  trouble.startMs <= run.startMs + EARLIER_MS
  && run.startMs <= trouble.endMs + LATER_MS
  && run.endMs <= trouble.endMs + RECOVERS_WITHIN_MS

/** Other viewers of the same stream had no trouble with it. A larger cache may hide trouble, but no lost connection. */
function isTheOnlyOne({ person, run }: Noticed, ofOthers: readonly Noticed[], people: readonly QosPerson[]): boolean {
  const others = people.filter(other =>
    !other.isTeacher && other !== person && other.firstMs <= run.startMs && run.endMs <= other.lastMs)
  const isShared = ofOthers.some(other =>
    other.person !== person && other.run.kind === 'network' && overlaps(other.run, run))
  return others.length >= (run.worst === 'lost' ? 1 : 2) && !isShared
}
