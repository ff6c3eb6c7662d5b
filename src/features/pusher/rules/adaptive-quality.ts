/**
 * The teacher's picture follows the uplink: FHD → HD → SD → audio first (the camera off, the sound goes on), and back.
 * The teacher's own choice is the ceiling. Quick to give way, slow to dare again, slower after each attempt that failed.
 *
 * Nothing here restarts the stream. In place on WeChat are `min-bitrate`, `max-bitrate` (from which it picks the
 * resolution itself, as the guide says) and `enable-camera`; so is `fps` as far as it is heeded. A changed `mode` is
 * documented nowhere while pushing, so it stays the ceiling's; the browser twin would follow it in place.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { PusherNetStatus } from '@/features/codes/netstatus'
import { PROFILES } from './quality-profiles'
import type { ProfileName } from './quality-profiles'
import type { PusherProfile } from './pusher-profiles'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { UNWATCHED, isCameraSlow, strainOf, underNewLimit, watchLimit } from './uplink-strain'
import type { LimitWatch } from './uplink-strain'

/** From the best to what is left when hardly anything passes. */
export const QUALITY_LEVELS = ['FHD', 'HD', 'SD', 'audio'] as const

export type QualityLevel = (typeof QUALITY_LEVELS)[number]

export interface AdaptiveQuality {
  /** What the teacher chose. */
  ceiling: ProfileName
  /** False where the teacher wants the ceiling whatever it costs. */
  isOn: boolean
  level: QualityLevel
  limit: LimitWatch
  /** Milliseconds on the caller's clock. */
  heardAtMs: number
  measuredAtMs: number
  busyAtMs: number
  changedAtMs: number
  /** Collected trouble: each report adds its strain, each good one takes 1 away. */
  strain: number
  /** Whether the last measurement showed any. */
  wasStrained: boolean
  /** Since when all has been well. */
  quietSinceMs: number | undefined
  /** When the level was last raised; undefined after that attempt has failed. */
  raisedAtMs: number | undefined
  /** Attempts in a row to reach a level that failed. */
  failures: Readonly<Partial<Record<ProfileName, number>>>
}

export type QualityInput = { atMs: number } & (
  | { type: 'reported', event: PusherEvent }
  | { type: 'measured', status: PusherNetStatus }
  | { type: 'ceilingChosen', ceiling: ProfileName }
  | { type: 'switched', isOn: boolean }
)

/** A change shows its effect only after this long; what is heard before is about the level left behind. */
const SETTLE_MS = 6_000
/** Reports closer together say the same thing twice. */
const SAME_MS = 900
/** After such a silence (a phone in the background) nothing that was heard before counts. */
const STALE_MS = 15_000
/** NETWORK_BUSY, as much as a report that cannot last. */
const BUSY_STRAIN = 2
/** One poor report in a while is life, and does not end the quiet. */
const QUIET_BELOW = 2
/** A connection lost while it suffered was lost to its own load. */
const LOST_STRAIN = 4
/** Three reports of the worst kind in a row, six that only show; to take the picture away, twice that. */
const STRAIN_LIMIT = { FHD: 6, HD: 6, SD: 12, audio: 6 } as const satisfies Record<QualityLevel, number>
/** How long all must be well before a level is tried. A class without a picture waits less. */
const WAIT_MS = { FHD: 60_000, HD: 60_000, SD: 30_000 } as const satisfies Record<ProfileName, number>
/** The wait doubles with each failure, up to eight times. */
const MOST_DOUBLINGS = 3
/** A level that was held for so long was reached. */
const PROVEN_MS = 120_000

const LONG_AGO = Number.NEGATIVE_INFINITY

export const startQuality = (ceiling: ProfileName, atMs: number, isOn = true): AdaptiveQuality => ({
  ceiling, isOn, level: ceiling, limit: UNWATCHED, heardAtMs: atMs, measuredAtMs: LONG_AGO, busyAtMs: LONG_AGO, changedAtMs: atMs,
  strain: 0, wasStrained: false, quietSinceMs: undefined, raisedAtMs: undefined, failures: {},
})

const indexOf = (level: QualityLevel) => QUALITY_LEVELS.indexOf(level)

/** The profile of a level; audio keeps SD's, for the moment when the camera comes back. */
const profileOf = (level: QualityLevel): PusherProfile => PROFILES[level === 'audio' ? 'SD' : level]

export interface EffectiveProfile extends PusherProfile {
  /** False in audio first: the camera is off, the sound goes on. */
  hasPicture: boolean
  /** Less than the teacher chose. */
  isReduced: boolean
}

/** What goes to the pusher now. */
export function effectiveProfile({ ceiling, level }: Pick<AdaptiveQuality, 'ceiling' | 'level'>): EffectiveProfile {
  const { minBitrateKbps, maxBitrateKbps, fps } = profileOf(level)
  const { mode, audioQuality } = PROFILES[ceiling]
  return { mode, audioQuality, minBitrateKbps, maxBitrateKbps, fps, hasPicture: level !== 'audio', isReduced: level !== ceiling }
}

const listenAnew = (state: AdaptiveQuality): AdaptiveQuality => ({ ...state, strain: 0, wasStrained: false, quietSinceMs: undefined })

/** A clock that was set back, or a long silence: begin to listen again. */
function upTo(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const heard = { ...state, heardAtMs: atMs }
  if (atMs < state.heardAtMs) return { ...listenAnew(heard), measuredAtMs: LONG_AGO, busyAtMs: LONG_AGO, changedAtMs: atMs, raisedAtMs: undefined }
  return atMs - state.heardAtMs > STALE_MS ? listenAnew(heard) : heard
}

const changeTo = (state: AdaptiveQuality, level: QualityLevel, atMs: number): AdaptiveQuality =>
  ({ ...listenAnew(state), level, changedAtMs: atMs, limit: underNewLimit(state.limit) })

function stepDown(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const { raisedAtMs, level } = state
  const lower = QUALITY_LEVELS[indexOf(level) + 1]
  if (lower === undefined || level === 'audio') return state
  const hasFailed = raisedAtMs !== undefined && atMs - raisedAtMs < PROVEN_MS
  const failures = hasFailed ? { ...state.failures, [level]: Math.min(MOST_DOUBLINGS, (state.failures[level] ?? 0) + 1) } : state.failures
  return { ...changeTo(state, lower, atMs), failures, raisedAtMs: undefined }
}

function stepUpWhenDue(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const higher = QUALITY_LEVELS[indexOf(state.level) - 1]
  if (higher === undefined || higher === 'audio' || indexOf(higher) < indexOf(state.ceiling)) return state
  const waitMs = WAIT_MS[higher] * 2 ** (state.failures[higher] ?? 0)
  const isDue = state.quietSinceMs !== undefined && atMs - state.quietSinceMs >= waitMs
  return isDue ? { ...changeTo(state, higher, atMs), raisedAtMs: atMs } : state
}

/** Who held a level for long is forgiven the attempts that failed. */
function forgive(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const { raisedAtMs, level, failures } = state
  const isProven = raisedAtMs !== undefined && atMs - raisedAtMs >= PROVEN_MS && level !== 'audio' && failures[level]
  return isProven ? { ...state, failures: { ...failures, [level]: 0 } } : state
}

function suffer(state: AdaptiveQuality, strain: number, atMs: number): AdaptiveQuality {
  if (!state.isOn || atMs - state.changedAtMs < SETTLE_MS) return state
  const limit = STRAIN_LIMIT[state.level]
  const sum = Math.min(limit, state.strain + strain)
  const next = { ...state, strain: sum, quietSinceMs: sum >= QUIET_BELOW ? undefined : state.quietSinceMs }
  return sum === limit ? stepDown(next, atMs) : next
}

function enjoy(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  if (!state.isOn || atMs - state.changedAtMs < SETTLE_MS) return state
  const strain = Math.max(0, state.strain - 1)
  const quietSinceMs = strain < QUIET_BELOW ? state.quietSinceMs ?? atMs : undefined
  return forgive(stepUpWhenDue({ ...state, strain, quietSinceMs }, atMs), atMs)
}

const isRepeated = (lastMs: number, atMs: number) => atMs >= lastMs && atMs - lastMs < SAME_MS

function measured(before: AdaptiveQuality, status: PusherNetStatus, atMs: number): AdaptiveQuality {
  if (isRepeated(before.measuredAtMs, atMs)) return before
  const { level, changedAtMs } = before
  const { fps, maxBitrateKbps } = profileOf(level)
  const strain = strainOf(status, level === 'audio' ? undefined : fps)
  const isSlow = level !== 'audio' && isCameraSlow(status, fps)
  if (strain === undefined && status.videoBitrateKbps === undefined) return before
  const isLimited = level !== 'audio' && atMs - changedAtMs >= SETTLE_MS
  const limit = isLimited ? watchLimit(before.limit, status.videoBitrateKbps, maxBitrateKbps) : before.limit
  const state = { ...upTo(before, atMs), measuredAtMs: atMs, limit, wasStrained: Boolean(strain) }
  if (strain) return suffer(state, strain, atMs)
  // A lower quality helps a slow camera, switching it off does not; nor is this the time for a higher one.
  if (isSlow) return level === 'SD' ? { ...state, quietSinceMs: undefined } : suffer(state, 1, atMs)
  return strain === undefined ? state : enjoy(state, atMs)
}

function reported(before: AdaptiveQuality, event: PusherEvent, atMs: number): AdaptiveQuality {
  switch (event) {
    case 'NETWORK_BUSY':
      return isRepeated(before.busyAtMs, atMs) ? before : suffer({ ...upTo(before, atMs), busyAtMs: atMs }, BUSY_STRAIN, atMs)
    // WeChat adapts by itself, and does not say in which direction: the last measurement knows.
    case 'RESOLUTION_CHANGED':
    case 'BITRATE_CHANGED':
      return before.wasStrained ? suffer({ ...before, wasStrained: false }, 1, atMs) : before
    // A new connection: nothing is known about it yet, least of all that it cannot carry a picture.
    case 'PUSH_STARTED': {
      const level = before.level === 'audio' ? 'SD' : before.level
      return { ...changeTo(before, level, atMs), heardAtMs: atMs, raisedAtMs: level === before.level ? before.raisedAtMs : atMs }
    }
    case 'RECONNECTING':
    case 'NETWORK_LOST': {
      const state = { ...before, quietSinceMs: undefined }
      return before.strain >= QUIET_BELOW ? suffer(state, LOST_STRAIN, atMs) : state
    }
    default: return before
  }
}

/** The next state; inputs that mean nothing now return the same one. Takes any time, also one that runs back. */
export function stepQuality(state: AdaptiveQuality, input: QualityInput): AdaptiveQuality {
  const { atMs } = input
  if (!Number.isFinite(atMs)) return state
  switch (input.type) {
    case 'measured': return measured(state, input.status, atMs)
    case 'reported': return reported(state, input.event, atMs)
    case 'ceilingChosen':
      return input.ceiling === state.ceiling ? state : { ...startQuality(input.ceiling, atMs, state.isOn), limit: underNewLimit(state.limit) }
    case 'switched':
      return input.isOn === state.isOn ? state : { ...startQuality(state.ceiling, atMs, input.isOn), limit: underNewLimit(state.limit) }
    default: return assertNever(input)
  }
}
