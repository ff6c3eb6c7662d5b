/** Converts the samples of one person to runs of trouble. Pure: both sides and tests may use it. */
import { assertNever } from '../../../../contract/kernel/assert-never'
import { QOS_SAMPLE_INTERVAL_MS } from '../../../../contract/qos/samples'
import type { QosSample, QosState } from '../../../../contract/qos/samples'

export type QosTroubleKind = 'network' | 'device' | 'call' | 'background' | 'teacher-away'

interface QosExtent {
  /** Only of the network: the worst state. */
  worst: 'slow' | 'stalled' | 'lost'
  startMs: number
  endMs: number
  /** Part of this time without an answer of the API, or without a network on the device. */
  unreachableMs: number
  /** Codes reported in this time, each once, in order. */
  codes: number[]
}

/** One part of a run. A new part begins where a moving picture stops. */
export interface QosPart extends QosExtent {
  /** Time in trouble, without the bridged pauses. */
  badMs: number
  /** End of the time without a picture that begins the part; `startMs` when the part was only slow. */
  outageEndMs: number
  /** End of the last sample that shows trouble. A pusher stays `slow` for 10 s after its last report. */
  evidentEndMs: number
}

/** A stretch of one kind of trouble. */
export interface QosRun extends QosExtent {
  kind: QosTroubleKind
  /** Never empty, in order of time. */
  parts: QosPart[]
}

/** A missing sample is bridged for this long; after that the state is unknown. */
const SAMPLE_LASTS_MS = 3 * QOS_SAMPLE_INTERVAL_MS
/** Behind another app WeChat stops the page's clock: silence after a hidden sample means that the app was away. */
const SUSPENDED_AFTER_MS = 5_000
/** Trouble that returns within this time belongs to the same run. */
const MERGE_GAP_MS = 4_000
/** Trouble shorter than this is not noticed. */
const NOTICED_AFTER_MS = { slow: 3_000, stalled: 2_000, lost: 0 } as const
const MOST_CODES_PER_RUN = 12
const BADNESS = ['slow', 'stalled', 'lost'] as const
/** At this `netstatus` level and above (1 best … 6 unusable) a sample shows a slow network. */
const POOR_QUALITY = 4

interface Stretch {
  sample: QosSample
  state: QosState
  startMs: number
  endMs: number
}

/** Ordered by time, one sample per instant. */
export function inOrder(samples: readonly QosSample[]): QosSample[] {
  const sorted = [...samples].sort((a, b) => a.atMs - b.atMs)
  return sorted.filter(({ atMs }, index) => atMs !== sorted[index - 1]?.atMs)
}

function stretchesOf(samples: readonly QosSample[]): Stretch[] {
  return samples.map((sample, index) => {
    const gapMs = (samples[index + 1]?.atMs ?? sample.atMs + QOS_SAMPLE_INTERVAL_MS) - sample.atMs
    const isSuspended = sample.isHidden && gapMs > SUSPENDED_AFTER_MS
    const endMs = sample.atMs + (isSuspended ? gapMs : Math.min(gapMs, SAMPLE_LASTS_MS))
    const state = isSuspended && sample.state !== 'call' ? 'background' : sample.state
    return { sample, state, startMs: sample.atMs, endMs }
  })
}

function kindOf(state: QosState): QosTroubleKind | undefined {
  switch (state) {
    case 'starting':
    case 'good': return undefined
    case 'slow':
    case 'stalled':
    case 'lost': return 'network'
    case 'device':
    case 'call':
    case 'background':
    case 'teacher-away': return state
    default: return assertNever(state)
  }
}

const worseOf = (a: QosRun['worst'], b: QosState): QosRun['worst'] =>
  BADNESS[Math.max(BADNESS.indexOf(a), (BADNESS as readonly QosState[]).indexOf(b))] ?? a

const isOut = (state: QosState): boolean => state !== 'slow'

/** False while a component has no report and only waits before it calls its network good. */
const isEvident = ({ sample: { codes, status }, state }: Stretch): boolean =>
  isOut(state) || codes.length > 0 || (status?.quality ?? 0) >= POOR_QUALITY

interface OpenRun {
  kind: QosTroubleKind
  parts: QosPart[]
  /** The picture moved in the last sample. */
  isFlowing: boolean
}

const endOf = ({ parts }: OpenRun): number => parts.at(-1)?.endMs ?? Number.NEGATIVE_INFINITY

function beginPart(kind: QosTroubleKind, { startMs, state }: Stretch): QosPart {
  const worst = kind === 'network' ? worseOf('slow', state) : 'lost'
  const empty = { badMs: 0, unreachableMs: 0, codes: [] }
  return { worst, startMs, endMs: startMs, outageEndMs: startMs, evidentEndMs: startMs, ...empty }
}

function extend(run: OpenRun, stretch: Stretch): void {
  const { sample, state, startMs, endMs } = stretch
  let part = run.parts.at(-1)
  if (!part || (run.isFlowing && isOut(state))) {
    part = beginPart(run.kind, stretch)
    run.parts.push(part)
  }
  run.isFlowing = !isOut(state)
  part.endMs = endMs
  part.badMs += endMs - startMs
  if (isOut(state)) part.outageEndMs = endMs
  if (isEvident(stretch)) part.evidentEndMs = endMs
  if (run.kind === 'network') part.worst = worseOf(part.worst, state)
  if (!sample.isReachable || !sample.isConnected) part.unreachableMs += endMs - startMs
  for (const code of sample.codes) {
    if (part.codes.length < MOST_CODES_PER_RUN && !part.codes.includes(code)) part.codes.push(code)
  }
}

const sumOf = (parts: readonly QosPart[], pick: (part: QosPart) => number): number =>
  parts.reduce((sum, part) => sum + pick(part), 0)

/** The run that consists of these parts; `undefined` when it was too short to be noticed. */
export function runOfParts(kind: QosTroubleKind, parts: readonly QosPart[]): QosRun | undefined {
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last) return undefined
  const worst = parts.reduce<QosRun['worst']>((worse, part) => worseOf(worse, part.worst), first.worst)
  if (kind === 'network' && sumOf(parts, ({ badMs }) => badMs) < NOTICED_AFTER_MS[worst]) return undefined
  return {
    kind,
    worst,
    startMs: first.startMs,
    endMs: last.endMs,
    unreachableMs: sumOf(parts, ({ unreachableMs }) => unreachableMs),
    codes: [...new Set(parts.flatMap(({ codes }) => codes))].slice(0, MOST_CODES_PER_RUN),
    parts: [...parts],
  }
}

/** The runs that a person noticed, in order of their start. `samples` are in order. */
export function runsOf(samples: readonly QosSample[]): QosRun[] {
  const runs: OpenRun[] = []
  const latest = new Map<QosTroubleKind, OpenRun>()
  for (const stretch of stretchesOf(samples)) {
    const kind = kindOf(stretch.state)
    if (kind === undefined) {
      const network = latest.get('network')
      if (network && stretch.state === 'good') network.isFlowing = true
      continue
    }
    let run = latest.get(kind)
    if (!run || stretch.startMs - endOf(run) > MERGE_GAP_MS) {
      run = { kind, parts: [], isFlowing: false }
      runs.push(run)
      latest.set(kind, run)
    }
    extend(run, stretch)
  }
  return runs.flatMap(({ kind, parts }) => runOfParts(kind, parts) ?? [])
}
