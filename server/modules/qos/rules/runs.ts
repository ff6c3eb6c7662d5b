/** From samples to stretches of trouble, for one person. Pure: both sides and tests may use it. */
import { assertNever } from '../../../../contract/kernel/assert-never'
import { QOS_SAMPLE_EVERY_MS } from '../../../../contract/qos/samples'
import type { QosSample, QosState } from '../../../../contract/qos/samples'

type QosTroubleKind = 'network' | 'device' | 'call' | 'background' | 'teacher-away'

/** A stretch of one kind of trouble. */
export interface QosRun {
  kind: QosTroubleKind
  /** Of the network only: how bad it became. */
  worst: 'slow' | 'stalled' | 'lost'
  startMs: number
  endMs: number
  /** For how long of it the API did not answer. */
  unreachableMs: number
  /** Reported meanwhile, each once, in order. */
  codes: number[]
}

/** A sample that did not come is bridged this long; after that nobody knows. */
const SAMPLE_LASTS_MS = 3 * QOS_SAMPLE_EVERY_MS
/** Behind another app WeChat stops the page's clock: silence after a hidden sample is time away. */
const SUSPENDED_AFTER_MS = 5_000
/** Trouble that comes back this soon is the same one. */
const MERGE_GAP_MS = 4_000
/** Shorter than this nobody noticed. */
const NOTICED_AFTER_MS = { slow: 3_000, stalled: 2_000, lost: 0 } as const
const MOST_CODES_PER_RUN = 12
const BADNESS = ['slow', 'stalled', 'lost'] as const

interface Stretch {
  sample: QosSample
  state: QosState
  startMs: number
  endMs: number
}

/** In order of time, one for each instant. */
export function inOrder(samples: readonly QosSample[]): QosSample[] {
  const sorted = [...samples].sort((a, b) => a.atMs - b.atMs)
  return sorted.filter(({ atMs }, index) => atMs !== sorted[index - 1]?.atMs)
}

function stretchesOf(samples: readonly QosSample[]): Stretch[] {
  return samples.map((sample, index) => {
    const gapMs = (samples[index + 1]?.atMs ?? sample.atMs + QOS_SAMPLE_EVERY_MS) - sample.atMs
    const isSuspended = sample.isHidden && gapMs > SUSPENDED_AFTER_MS
    const endMs = sample.atMs + (isSuspended ? gapMs : Math.min(gapMs, SAMPLE_LASTS_MS))
    return { sample, state: isSuspended && sample.state !== 'call' ? 'background' : sample.state, startMs: sample.atMs, endMs }
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

/** `badMs` is the time in trouble, without the pauses that were bridged. */
type OpenRun = QosRun & { badMs: number }

function begin(kind: QosTroubleKind, { startMs, state }: Stretch): OpenRun {
  return { kind, worst: kind === 'network' ? worseOf('slow', state) : 'lost', startMs, endMs: startMs, unreachableMs: 0, badMs: 0, codes: [] }
}

function extend(run: OpenRun, { sample, state, startMs, endMs }: Stretch): void {
  run.endMs = endMs
  run.badMs += endMs - startMs
  if (run.kind === 'network') run.worst = worseOf(run.worst, state)
  if (!sample.isReachable) run.unreachableMs += endMs - startMs
  for (const code of sample.codes) {
    if (run.codes.length < MOST_CODES_PER_RUN && !run.codes.includes(code)) run.codes.push(code)
  }
}

/** The troubles that a person noticed, in order of their beginning. `samples` are in order. */
export function runsOf(samples: readonly QosSample[]): QosRun[] {
  const runs: OpenRun[] = []
  const latest = new Map<QosTroubleKind, OpenRun>()
  for (const stretch of stretchesOf(samples)) {
    const kind = kindOf(stretch.state)
    if (kind === undefined) continue
    let run = latest.get(kind)
    if (!run || stretch.startMs - run.endMs > MERGE_GAP_MS) {
      run = begin(kind, stretch)
      runs.push(run)
      latest.set(kind, run)
    }
    extend(run, stretch)
  }
  return runs
    .filter(({ kind, worst, badMs }) => kind !== 'network' || badMs >= NOTICED_AFTER_MS[worst])
    .map(({ badMs: _, ...run }) => run)
}
