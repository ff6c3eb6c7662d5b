/**
 * Derives the causes of the troubles in a live session from the runs of all people. One device is not enough: a player
 * without a picture cannot know whether its own network, the teacher's or the service failed. All devices together can,
 * with the server's facts about its starts and the teacher's stream.
 */
import type { QosCause, QosSeverity } from '../../../../contract/qos/causes'
import { runOfParts } from './runs'
import type { QosPart, QosRun } from './runs'

export interface QosPerson {
  memberId: string
  /** This person has the pusher; all others watch. */
  isTeacher: boolean
  /** Time of the first sample; `lastMs` is that of the last. */
  firstMs: number
  lastMs: number
  runs: readonly QosRun[]
}

/** Facts that the server itself records. */
export interface QosServerFacts {
  /** Starts of the server while the session was open. */
  restartsMs: readonly number[]
  /** Times without the teacher's stream while the class was on. */
  interruptions: readonly { startMs: number, endMs: number }[]
  /** Owner of the stream. */
  teacherId: string
}

export interface QosTrouble {
  cause: QosCause
  severity: QosSeverity
  /** Owner of the network or device at fault; null when there is no owner. */
  memberId: string | null
  startMs: number
  endMs: number
  /** Everyone who noticed it, including the person with whom it began. */
  affected: string[]
  codes: number[]
}

/** One stretch of a person's row: its severity for this person, and its trouble. */
export interface QosSegment {
  memberId: string
  /** The segment is in the pusher's row; its teacher may have a player's row too. */
  isTeacher: boolean
  startMs: number
  endMs: number
  severity: QosSeverity
  /** Index in the list of troubles. */
  trouble: number
}

/** A restart cuts people off up to this much earlier or later than the server's clock says. */
const RESTART_SLACK_MS = 3_000
/** Similar runs that begin within this time began together. */
const TOGETHER_MS = 10_000
/** A player may show a trouble of the teacher this long before the teacher's device reports it. */
const EARLIER_MS = 5_000
/**
 * A player's cache hides a trouble of the teacher for less than this after its end. A loss that begins later has a
 * different cause. Samples are up to 1 s late: a loss that begins 5 s after the end of a trouble may look like 4 s.
 */
const LATER_MS = 4_000
/** An echo may last this long after the end of the trouble: a player waits up to 15 s between two attempts. */
const RECOVERS_WITHIN_MS = 20_000
/** Times of two devices differ by up to two samples. A picture that moves this long after an outage proves its end. */
const SAMPLE_BLUR_MS = 2_000
/** Two people may both have a bad network; three at the same time are unlikely. */
const EVERYONE_FROM = 3
const MOST_CODES = 12

type Span = Pick<QosRun, 'startMs' | 'endMs'>
interface Noticed { person: QosPerson, run: QosRun }

/** A run or interruption of the teacher. A player's run that begins during it, or shortly after, is its echo. */
interface Origin extends Span {
  trouble: QosTrouble
  /** Time of the last evidence. A pusher stays `slow` for 10 s after its last report. */
  evidentEndMs: number
  /** Times without a stream. In the remaining time the stream arrived, in whatever quality. */
  outages: readonly Span[]
}

const overlaps = (a: Span, b: Span, slackMs = 0): boolean =>
  a.startMs <= b.endMs + slackMs && b.startMs <= a.endMs + slackMs
const severityOf = ({ worst }: QosRun): QosSeverity => (worst === 'slow' ? 'slow' : 'lost')
const isConnectionLost = ({ kind, worst }: QosRun): boolean =>
  kind === 'teacher-away' || (kind === 'network' && worst === 'lost')

export function explain(
  people: readonly QosPerson[],
  facts: QosServerFacts,
): { troubles: QosTrouble[], segments: QosSegment[] } {
  const troubles: QosTrouble[] = []
  const segments: (Omit<QosSegment, 'trouble'> & { of: QosTrouble })[] = []

  function blame(source: Source | QosTrouble, { person: { memberId, isTeacher }, run }: Noticed): QosTrouble {
    const severity = severityOf(run)
    const trouble = 'affected' in source ? source : troubleOf(source, run)
    segments.push({ memberId, isTeacher, startMs: run.startMs, endMs: run.endMs, severity, of: trouble })
    if (!trouble.affected.includes(memberId)) trouble.affected.push(memberId)
    trouble.codes = [...new Set([...trouble.codes, ...run.codes])].slice(0, MOST_CODES)
    // For other people a trouble begins later, ends later and may look worse than it was.
    if (trouble.memberId !== null && trouble.memberId !== memberId) return trouble
    trouble.startMs = Math.min(trouble.startMs, run.startMs)
    trouble.endMs = Math.max(trouble.endMs, run.endMs)
    if (severity === 'lost') trouble.severity = 'lost'
    return trouble
  }

  /** Continues the same trouble or begins a new one. */
  function troubleOf({ cause, memberId }: Source, run: QosRun): QosTrouble {
    const known = troubles.find(trouble =>
      trouble.cause === cause && trouble.memberId === memberId && overlaps(trouble, run, TOGETHER_MS))
    if (known) return known
    const { startMs, endMs } = run
    const trouble: QosTrouble = { cause, severity: severityOf(run), memberId, startMs, endMs, affected: [], codes: [] }
    troubles.push(trouble)
    return trouble
  }

  const noticed = people
    .flatMap(person => person.runs.map((run): Noticed => ({ person, run })))
    .sort((a, b) => a.run.startMs - b.run.startMs)
  const ofTeacher = noticed.filter(({ person }) => person.isTeacher)
  const origins: Origin[] = []

  for (const item of ofTeacher) origins.push(originOf(item.run, blame(sourceAtTeacher(item, people, facts), item)))
  for (const { startMs, endMs } of facts.interruptions) {
    const within = (slackMs: number) => troubles.find(known => overlaps(known, { startMs, endMs }, slackMs))
    let trouble = within(0) ?? within(TOGETHER_MS)
    if (!trouble) {
      const isRestart = facts.restartsMs.some(atMs => isAround({ startMs, endMs }, atMs))
      const cause = isRestart ? 'service' : 'teacher-stream'
      const memberId = isRestart ? null : facts.teacherId
      trouble = { cause, memberId, severity: 'lost', startMs, endMs, affected: [], codes: [] }
      troubles.push(trouble)
    }
    origins.push({ trouble, startMs, endMs, evidentEndMs: endMs, outages: [{ startMs, endMs }] })
  }
  const ofOthers = noticed.filter(({ person }) => !person.isTeacher)
    .flatMap(({ person, run }) => byCause(run, origins, facts.restartsMs).map(part => ({ person, run: part })))
    .sort((a, b) => a.run.startMs - b.run.startMs)
  // Students extend the end of a trouble without an owner. The test for an echo must not depend on that.
  const atTeacher = troubles.map(trouble => ({ trouble, startMs: trouble.startMs, endMs: trouble.endMs }))
  for (const item of ofOthers) blame(sourceOf(item, { origins, atTeacher, ofOthers, people, facts }), item)
  troubles.sort((a, b) => a.startMs - b.startMs)
  return { troubles, segments: segments.map(({ of, ...segment }) => ({ ...segment, trouble: troubles.indexOf(of) })) }
}

type Source = Pick<QosTrouble, 'cause' | 'memberId'>

const isAround = ({ startMs, endMs }: Span, atMs: number): boolean =>
  startMs - RESTART_SLACK_MS <= atMs && atMs <= endMs + RESTART_SLACK_MS

/** The cause of a run that affected the network of several people; `undefined` when it affected one. */
function sharedCause(
  run: QosRun,
  people: readonly QosPerson[],
  { restartsMs }: QosServerFacts,
): 'service' | 'everyone' | undefined {
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

interface Circumstances {
  origins: readonly Origin[]
  /** The troubles before the runs of students were added. */
  atTeacher: readonly (Span & { trouble: QosTrouble })[]
  ofOthers: readonly Noticed[]
  people: readonly QosPerson[]
  facts: QosServerFacts
}

/** The source of a watching person's run. */
function sourceOf({ person, run }: Noticed, circumstances: Circumstances): Source | QosTrouble {
  const { origins, atTeacher, ofOthers, people, facts } = circumstances
  const own = (cause: QosCause): Source => ({ cause, memberId: person.memberId })
  switch (run.kind) {
    case 'call':
    case 'background': return own(run.kind)
    // Players report no device trouble; if a later version does, it belongs to this person.
    case 'device': return own('student-network')
    case 'network':
    case 'teacher-away': break
  }
  const shared = sharedCause(run, people, facts)
  if (shared) return { cause: shared, memberId: null }
  if (run.kind === 'teacher-away') {
    const known = atTeacher.find(span => overlaps(span, run, TOGETHER_MS))
    return known?.trouble ?? { cause: 'teacher-stream', memberId: facts.teacherId }
  }
  // A device that also cannot reach the API, or has no network, has a trouble of its own.
  if (run.worst !== 'slow' && run.unreachableMs > 0) return own('student-network')
  const isAlone = isTheOnlyOne({ person, run }, ofOthers, people)
  const hasEnded = ({ trouble }: Origin): boolean =>
    atTeacher.some(span => span.trouble === trouble && run.endMs <= span.endMs + RECOVERS_WITHIN_MS)
  const isOf = (origin: Origin): boolean =>
    beginsWith(origin, run) && hasEnded(origin) && !(isAlone && isStreaming(origin, run.startMs))
  return origins.find(isOf)?.trouble ?? own('student-network')
}

function originOf({ kind, startMs, endMs, parts }: QosRun, trouble: QosTrouble): Origin {
  const span = { trouble, startMs, endMs, evidentEndMs: endMs }
  switch (kind) {
    // The stream continues without the failed half. If it does not, the server reports an interruption.
    case 'device': return { ...span, outages: [] }
    case 'call':
    case 'background':
    case 'teacher-away': return { ...span, outages: [{ startMs, endMs }] }
    case 'network': return {
      ...span,
      evidentEndMs: parts.at(-1)?.evidentEndMs ?? endMs,
      outages: parts.map(part => ({ startMs: part.startMs, endMs: part.outageEndMs }))
        .filter(outage => outage.startMs < outage.endMs),
    }
  }
}

/**
 * Whether a player's run can come from this trouble: the picture stops during it, or when the cache is empty. A stall
 * may also come from a slow network that the pusher no longer reports. A lost connection may not.
 */
const beginsWith = ({ startMs, endMs, evidentEndMs }: Origin, run: Pick<QosRun, 'startMs' | 'worst'>): boolean =>
  startMs - EARLIER_MS <= run.startMs && run.startMs < (run.worst === 'lost' ? evidentEndMs : endMs) + LATER_MS

/** The stream arrived at that time: others who watched prove it. During an outage they may only have a larger cache. */
const isStreaming = ({ outages }: Origin, atMs: number): boolean =>
  !outages.some(({ startMs, endMs }) => startMs - EARLIER_MS <= atMs && atMs < endMs + SAMPLE_BLUR_MS)

/**
 * Two losses with a short pause between them are one run. It is split where the causes differ: a loss that is no echo
 * after an echo, or a loss by a restart of the server after any other.
 */
function byCause(run: QosRun, origins: readonly Origin[], restartsMs: readonly number[]): QosRun[] {
  if (run.kind !== 'network') return [run]
  let latest: { parts: QosPart[], hasEcho: boolean, hasRestart: boolean } | undefined
  const groups: QosPart[][] = []
  for (const part of run.parts) {
    const isEcho = origins.some(origin => beginsWith(origin, part))
    const isRestart = restartsMs.some(atMs => isAround(part, atMs))
    const isOther = part.worst === 'lost' && (isRestart ? !latest?.hasRestart : !isEcho && latest?.hasEcho)
    if (!latest || isOther) {
      latest = { parts: [], hasEcho: false, hasRestart: false }
      groups.push(latest.parts)
    }
    latest.parts.push(part)
    latest.hasEcho ||= isEcho
    latest.hasRestart ||= isRestart
  }
  return groups.length === 1 ? [run] : groups.flatMap(parts => runOfParts(run.kind, parts) ?? [])
}

/**
 * Others watched the same stream without trouble. A single other student may have a larger cache, but lost no
 * connection. Compared with a lost connection, a student who was only slow counts as watching.
 */
function isTheOnlyOne({ person, run }: Noticed, ofOthers: readonly Noticed[], people: readonly QosPerson[]): boolean {
  const isLost = run.worst === 'lost'
  const others = people.filter(other =>
    !other.isTeacher && other !== person && other.firstMs <= run.startMs && run.endMs <= other.lastMs)
  const isAffected = ({ person: other, run: { kind, worst }, run: theirs }: Noticed): boolean =>
    other !== person && kind === 'network' && !(isLost && worst === 'slow') && overlaps(theirs, run)
  return others.length >= (isLost ? 1 : 2) && !ofOthers.some(isAffected)
}
