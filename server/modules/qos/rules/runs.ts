/** Turns the samples of one person into stretches of trouble. */
import { assertNever } from '../../../../contract/kernel/assert-never'
import { QOS_SAMPLE_EVERY_MS } from '../../../../contract/qos/samples'
import type { QosSample, QosState } from '../../../../contract/qos/samples'

type QosTroubleKind = 'network' | 'device' | 'call' | 'background' | 'teacher-away'

/** A stretch of one kind of trouble. */
export interface QosRun {
  kind: QosTroubleKind
  /** Network trouble only: the worst level. */
  worst: 'slow' | 'stalled' | 'lost'
  startMs: number
  endMs: number
  /** Time within it during which the API did not answer. */
  unreachableMs: number
  /** Codes reported within it, each once, in order. */
  codes: number[]
}

/** A missing sample is bridged this long; after that the state is unknown. */
const SAMPLE_LASTS_MS = 3 * QOS_SAMPLE_EVERY_MS
/** WeChat stops the timers of a hidden page: silence after a hidden sample counts as time in the background. */
const SUSPENDED_AFTER_MS = 5_000
/** Trouble that returns within this time is the same one. */
const MERGE_GAP_MS = 4_000
/** Shorter trouble was not noticed. */
const NOTICED_AFTER_MS = { slow: 3_000, stalled: 2_000, lost: 0 } as const
const MOST_CODES_PER_RUN = 12
const BADNESS = ['slow', 'stalled', 'lost'] as const

interface Stretch {
  sample: QosSample
  state: QosState
  startMs: number
  endMs: number
}

/** In order of time, one sample per instant. */
export function inOrder(samples: readonly QosSample[]): QosSample[] {
  const sorted = [...samples].sort((a, b) => a.atMs - b.atMs)
  return sorted.filter(({ atMs }, index) => atMs !== sorted[index - 1]?.atMs)
}

function stretchesOf(samples: readonly QosSample[]): Stretch[] {
  return samples.map((sample, index) => {
    const gapMs = (samples[index + 1]?.atMs ?? sample.atMs + QOS_SAMPLE_EVERY_MS) - sample.atMs
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

/** `badMs` is the time in trouble, without the pauses that were bridged. */
type OpenRun = QosRun & { badMs: number }

function begin(kind: QosTroubleKind, { startMs, state }: Stretch): OpenRun {
  const worst = kind === 'network' ? worseOf('slow', state) : 'lost'
  return { kind, worst, startMs, endMs: startMs, unreachableMs: 0, badMs: 0, codes: [] }
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

/** The troubles that a person noticed, in order of their start. `samples` are in order. */
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
