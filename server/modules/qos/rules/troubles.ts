/**
 * From the troubles of everybody in a live session to their causes. What one device sees is not enough: a player that has
 * no picture cannot know whether its own network, the teacher's or the service failed. All of them together can, with the
 * server's word on when it was started and when it had the teacher's stream.
 */
import type { QosCause, QosSeverity } from '../../../../contract/qos/causes'
import { runOfParts } from './runs'
import type { QosPart, QosRun } from './runs'

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
export interface QosSegment {
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
/** A player may show a trouble of the teacher's this long before the teacher's device knows. */
const EARLIER_MS = 5_000
/**
 * A player's cache hides a trouble of the teacher's for less than this after its end. A loss that begins later has
 * another cause. Samples are up to 1 s late: a loss that begins 5 s after the end of a trouble may look like 4 s.
 */
const LATER_MS = 4_000
/** An echo may last this long after the end of the trouble: a player waits up to 15 s between two tries. */
const RECOVERS_WITHIN_MS = 20_000
/** Times of two devices differ by up to two samples. A picture that moves this long after an outage proves its end. */
const SAMPLE_BLUR_MS = 2_000
/** Two people may both have a bad network; three at once hardly. */
const EVERYONE_FROM = 3
const MOST_CODES = 12

type Span = Pick<QosRun, 'startMs' | 'endMs'>
interface Noticed { person: QosPerson, run: QosRun }

/** A run or an interruption of the teacher's. A player's run that begins during it, or shortly after, is its echo. */
interface Origin extends Span {
  trouble: QosTrouble
  /** When it was last seen. A pusher stays `slow` for 10 s after its last report. */
  evidentEndMs: number
  /** Times without a stream. In the rest of the time it came, however badly. */
  outages: readonly Span[]
}

const overlaps = (a: Span, b: Span, slackMs = 0): boolean => a.startMs <= b.endMs + slackMs && b.startMs <= a.endMs + slackMs
const severityOf = ({ worst }: QosRun): QosSeverity => (worst === 'slow' ? 'slow' : 'lost')
const isConnectionLost = ({ kind, worst }: QosRun): boolean => kind === 'teacher-away' || (kind === 'network' && worst === 'lost')

export function explain(people: readonly QosPerson[], facts: QosServerFacts): { troubles: QosTrouble[], segments: QosSegment[] } {
  const troubles: QosTrouble[] = []
  const segments: (Omit<QosSegment, 'trouble'> & { of: QosTrouble })[] = []

  function blame(source: Source | QosTrouble, { person: { memberId, isTeacher }, run }: Noticed): QosTrouble {
    const severity = severityOf(run)
    const trouble = 'affected' in source ? source : troubleOf(source, run)
    segments.push({ memberId, isTeacher, startMs: run.startMs, endMs: run.endMs, severity, of: trouble })
    if (!trouble.affected.includes(memberId)) trouble.affected.push(memberId)
    trouble.codes = [...new Set([...trouble.codes, ...run.codes])].slice(0, MOST_CODES)
    // What others notice of somebody's trouble begins later, ends later and may look worse than it was.
    if (trouble.memberId !== null && trouble.memberId !== memberId) return trouble
    trouble.startMs = Math.min(trouble.startMs, run.startMs)
    trouble.endMs = Math.max(trouble.endMs, run.endMs)
    if (severity === 'lost') trouble.severity = 'lost'
    return trouble
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
  // Students extend the end of a trouble that is nobody's. What counts as its echo must not depend on that.
  const atTeacher = troubles.map(trouble => ({ trouble, startMs: trouble.startMs, endMs: trouble.endMs }))
  for (const item of ofOthers) blame(sourceOf(item, { origins, atTeacher, ofOthers, people, facts }), item)
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

interface Circumstances {
  origins: readonly Origin[]
  /** The troubles before any student's run was added. */
  atTeacher: readonly (Span & { trouble: QosTrouble })[]
  ofOthers: readonly Noticed[]
  people: readonly QosPerson[]
  facts: QosServerFacts
}

/** Why somebody who watches had trouble. */
function sourceOf({ person, run }: Noticed, circumstances: Circumstances): Source | QosTrouble {
  const { origins, atTeacher, ofOthers, people, facts } = circumstances
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
    const known = atTeacher.find(span => overlaps(span, run, TOGETHER_MS))
    return known?.trouble ?? { cause: 'teacher-stream', memberId: facts.teacherId }
  }
  // A device that does not reach the API either, or has no network, cannot have got that from the teacher.
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
    // The stream goes on without the half that failed. Where it does not, the server tells of an interruption.
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
 * Whether a player's trouble can come from this one: the picture stops during it, or when the cache is empty. A stall
 * may also come from a slow network that the pusher no longer reports. A lost connection may not.
 */
const beginsWith = ({ startMs, endMs, evidentEndMs }: Origin, run: Pick<QosRun, 'startMs' | 'worst'>): boolean =>
  startMs - EARLIER_MS <= run.startMs && run.startMs < (run.worst === 'lost' ? evidentEndMs : endMs) + LATER_MS

/** The stream came at that time: others who watched on prove it. During an outage they may only have a larger cache. */
const isStreaming = ({ outages }: Origin, atMs: number): boolean =>
  !outages.some(({ startMs, endMs }) => startMs - EARLIER_MS <= atMs && atMs < endMs + SAMPLE_BLUR_MS)

/**
 * Two losses with a short pause between them are one run. Where their causes differ, each is a run of its own: a loss
 * that is no echo after an echo, or one by a restart of the server after anything else.
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
 * Others watched the same stream and had no trouble with it. One other student may have a larger cache, but lost no
 * connection. Beside a lost connection, a student who was only slow watched on.
 */
function isTheOnlyOne({ person, run }: Noticed, ofOthers: readonly Noticed[], people: readonly QosPerson[]): boolean {
  const isLost = run.worst === 'lost'
  const others = people.filter(other => !other.isTeacher && other !== person && other.firstMs <= run.startMs && run.endMs <= other.lastMs)
  const isAffected = ({ person: other, run: { kind, worst }, run: theirs }: Noticed): boolean =>
    other !== person && kind === 'network' && !(isLost && worst === 'slow') && overlaps(theirs, run)
  return others.length >= (isLost ? 1 : 2) && !ofOthers.some(isAffected)
}
