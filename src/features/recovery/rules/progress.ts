/**
 * Whether media moves, from the component's statistics: a witness beside its codes, which may get lost. Statistics
 * come about every 2 s; a tick comes every 2 s too, so that their absence is noticed without a clock.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { PlayerNetStatus, PusherNetStatus } from '@/features/codes/netstatus'

/** What one report shows; `unclear` for missing figures and a cache that is played empty. */
export type Motion = 'moves' | 'stands' | 'unclear'

export interface Progress {
  /** Reports in a row that show media. */
  moving: number
  /** Reports in a row that show none. */
  standing: number
  /** Ticks since the last report. */
  silentTicks: number
  /** The silence since the last report has had its verdict. */
  isAnswered: boolean
}

export type ProgressInput =
  | { type: 'measured', motion: Motion }
  | { type: 'ticked' }
  /** A new try: earlier reports are about the previous one. */
  | { type: 'begun' }

export const NO_PROGRESS: Progress = { moving: 0, standing: 0, silentTicks: 0, isAnswered: false }

export const TICK_MS = 2_000
/** The first report after a change may be about the time before it. */
const REPORTS_OF_MOTION = 2
/** WeChat's player does not always report that an FLV stream has stopped. */
const REPORTS_OF_REST = 3
const SILENT_TICKS = 10

/** `silent`: the component has stopped sending statistics. */
export type Verdict = 'moves' | 'stands' | 'silent'

interface Step { progress: Progress, verdict?: Verdict }

/** The next state, and a verdict when there is one. */
export function stepProgress(before: Progress, input: ProgressInput): Step {
  switch (input.type) {
    case 'begun': return { progress: { ...NO_PROGRESS, isAnswered: before.isAnswered } }
    case 'measured': return measured({ ...before, silentTicks: 0, isAnswered: false }, input.motion)
    case 'ticked': return ticked(before)
    default: return assertNever(input)
  }
}

function measured(before: Progress, motion: Motion): Step {
  const moving = motion === 'moves' ? before.moving + 1 : 0
  const standing = motion === 'stands' ? before.standing + 1 : 0
  if (standing >= REPORTS_OF_REST) return { progress: { ...before, moving: 0, standing: 0 }, verdict: 'stands' }
  const progress = { ...before, moving: Math.min(moving, REPORTS_OF_MOTION), standing }
  return moving >= REPORTS_OF_MOTION ? { progress, verdict: 'moves' } : { progress }
}

/** A component that never sends statistics is not restarted again and again for its silence. */
function ticked(before: Progress): Step {
  if (before.isAnswered) return { progress: before }
  const silentTicks = before.silentTicks + 1
  if (silentTicks < SILENT_TICKS) return { progress: { ...before, silentTicks } }
  return { progress: { ...NO_PROGRESS, isAnswered: true }, verdict: 'silent' }
}

const has = (value: number | undefined): boolean => value !== undefined && value > 0

/** While the connection is lost, some phones go on reporting the encoder's bitrate; the speed is then 0. */
export function pusherMotion({ videoBitrateKbps, audioBitrateKbps, speedKbps }: PusherNetStatus): Motion {
  if (speedKbps === 0) return 'stands'
  if (has(videoBitrateKbps) || has(audioBitrateKbps) || has(speedKbps)) return 'moves'
  return videoBitrateKbps === undefined && audioBitrateKbps === undefined ? 'unclear' : 'stands'
}

/** A class without a camera has sound and no frames; video that arrives and is not shown has stopped. */
export function playerMotion({ fps, speedKbps, videoBitrateKbps, audioBitrateKbps }: PlayerNetStatus): Motion {
  if (has(fps)) return speedKbps === 0 ? 'unclear' : 'moves'
  if (fps === undefined) return 'unclear'
  if (!has(speedKbps) || has(videoBitrateKbps)) return 'stands'
  return has(audioBitrateKbps) ? 'moves' : 'unclear'
}
