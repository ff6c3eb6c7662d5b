/**
 * Adapts the teacher's quality to the uplink: FHD → HD → SD → audio only (camera off, sound continues), and back. The
 * teacher's choice is the ceiling. The level falls fast and rises slowly, and more slowly after each failed attempt.
 *
 * No change here restarts the stream. WeChat applies `min-bitrate`, `max-bitrate` (from which it picks the resolution
 * itself, as the guide says) and `enable-camera` while pushing, and `fps` where it supports that. A change of `mode`
 * while pushing is not documented, so `mode` stays the ceiling's; the H5 twin could apply it.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { PusherNetStatus } from '@/features/codes/netstatus'
import { PROFILES } from './quality-profiles'
import type { ProfileName } from './quality-profiles'
import type { PusherProfile } from './pusher-profiles'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { UNWATCHED, isCameraSlow, strainOf, underNewLimit, watchLimit } from './uplink-strain'
import type { LimitWatch } from './uplink-strain'

/** From the highest quality to the lowest. */
export const QUALITY_LEVELS = ['FHD', 'HD', 'SD', 'audio'] as const

export type QualityLevel = (typeof QUALITY_LEVELS)[number]

export interface AdaptiveQuality {
  /** The teacher's choice. */
  ceiling: ProfileName
  /** False when the teacher switched adaptation off. */
  isOn: boolean
  level: QualityLevel
  limit: LimitWatch
  /** Milliseconds on the caller's clock. */
  reportedAtMs: number
  measuredAtMs: number
  busyAtMs: number
  changedAtMs: number
  /** Accumulated strain: each bad report adds its strain, each good one subtracts 1. */
  strain: number
  /** Whether the last measurement showed strain. */
  wasStrained: boolean
  /** Start of the current time without strain. */
  quietSinceMs: number | undefined
  /** Time of the last raise; undefined after that attempt has failed. */
  raisedAtMs: number | undefined
  /** Consecutive failed attempts to hold each level. */
  failures: Readonly<Partial<Record<ProfileName, number>>>
}

export type QualityInput = { atMs: number } & (
  | { type: 'reported', event: PusherEvent }
  | { type: 'measured', status: PusherNetStatus }
  | { type: 'ceilingChosen', ceiling: ProfileName }
  | { type: 'switched', isOn: boolean }
)

/** Time until a change shows its effect; earlier reports are about the previous level. */
const SETTLE_MS = 6_000
/** Reports closer together are duplicates. */
const SAME_MS = 900
/** After this time without reports (a phone in the background), earlier ones no longer count. */
const STALE_MS = 15_000
/** Strain of NETWORK_BUSY: the highest of a single report. */
const BUSY_STRAIN = 2
/** A single poor report does not end the time without strain. */
const QUIET_BELOW = 2
/** Strain of a connection that is lost under load. */
const LOST_STRAIN = 4
/** Three reports of strain 2 or six of strain 1 lower the level; switching the camera off takes twice as many. */
const STRAIN_LIMIT = { FHD: 6, HD: 6, SD: 12, audio: 6 } as const satisfies Record<QualityLevel, number>
/** Minimum stable time before raising the level; shorter for the return of the picture. */
const WAIT_MS = { FHD: 60_000, HD: 60_000, SD: 30_000 } as const satisfies Record<ProfileName, number>
/** The wait doubles with each failure, up to a factor of eight. */
const MOST_DOUBLINGS = 3
/** A level held for this long counts as reached. */
const PROVEN_MS = 120_000

const LONG_AGO = Number.NEGATIVE_INFINITY

export const startQuality = (ceiling: ProfileName, atMs: number, isOn = true): AdaptiveQuality => ({
  ceiling, isOn, level: ceiling, limit: UNWATCHED, reportedAtMs: atMs, measuredAtMs: LONG_AGO, busyAtMs: LONG_AGO,
  changedAtMs: atMs,
  strain: 0, wasStrained: false, quietSinceMs: undefined, raisedAtMs: undefined, failures: {},
})

const indexOf = (level: QualityLevel) => QUALITY_LEVELS.indexOf(level)

/** The profile of a level; `audio` has SD's, for the return of the camera. */
const profileOf = (level: QualityLevel): PusherProfile => PROFILES[level === 'audio' ? 'SD' : level]

export interface EffectiveProfile extends PusherProfile {
  /** False at the level `audio`: the camera is off, the sound continues. */
  hasPicture: boolean
  /** The level is below the teacher's choice. */
  isReduced: boolean
}

/** The profile that the pusher gets now. */
export function effectiveProfile({ ceiling, level }: Pick<AdaptiveQuality, 'ceiling' | 'level'>): EffectiveProfile {
  const { minBitrateKbps, maxBitrateKbps, fps } = profileOf(level)
  const { mode, audioQuality } = PROFILES[ceiling]
  return {
    mode, audioQuality, minBitrateKbps, maxBitrateKbps, fps, hasPicture: level !== 'audio',
    isReduced: level !== ceiling,
  }
}

const resetMeasurements = (state: AdaptiveQuality): AdaptiveQuality =>
  ({ ...state, strain: 0, wasStrained: false, quietSinceMs: undefined })

/** Records the time of an input. A clock that was set back, or a long silence, resets the measurements. */
function recordTime(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const recorded = { ...state, reportedAtMs: atMs }
  if (atMs < state.reportedAtMs) {
    return {
      ...resetMeasurements(recorded), measuredAtMs: LONG_AGO, busyAtMs: LONG_AGO, changedAtMs: atMs,
      raisedAtMs: undefined,
    }
  }
  return atMs - state.reportedAtMs > STALE_MS ? resetMeasurements(recorded) : recorded
}

const changeTo = (state: AdaptiveQuality, level: QualityLevel, atMs: number): AdaptiveQuality =>
  ({ ...resetMeasurements(state), level, changedAtMs: atMs, limit: underNewLimit(state.limit) })

function stepDown(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const { raisedAtMs, level } = state
  const lower = QUALITY_LEVELS[indexOf(level) + 1]
  if (lower === undefined || level === 'audio') return state
  const hasFailed = raisedAtMs !== undefined && atMs - raisedAtMs < PROVEN_MS
  const failures = hasFailed
    ? { ...state.failures, [level]: Math.min(MOST_DOUBLINGS, (state.failures[level] ?? 0) + 1) }
    : state.failures
  return { ...changeTo(state, lower, atMs), failures, raisedAtMs: undefined }
}

function stepUpWhenDue(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const higher = QUALITY_LEVELS[indexOf(state.level) - 1]
  if (higher === undefined || higher === 'audio' || indexOf(higher) < indexOf(state.ceiling)) return state
  const waitMs = WAIT_MS[higher] * 2 ** (state.failures[higher] ?? 0)
  const isDue = state.quietSinceMs !== undefined && atMs - state.quietSinceMs >= waitMs
  return isDue ? { ...changeTo(state, higher, atMs), raisedAtMs: atMs } : state
}

/** Resets the failures of a level that was held for long enough. */
function resetProvenFailures(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  const { raisedAtMs, level, failures } = state
  const isProven = raisedAtMs !== undefined && atMs - raisedAtMs >= PROVEN_MS && level !== 'audio' && failures[level]
  return isProven ? { ...state, failures: { ...failures, [level]: 0 } } : state
}

function addStrain(state: AdaptiveQuality, strain: number, atMs: number): AdaptiveQuality {
  if (!state.isOn || atMs - state.changedAtMs < SETTLE_MS) return state
  const limit = STRAIN_LIMIT[state.level]
  const sum = Math.min(limit, state.strain + strain)
  const next = { ...state, strain: sum, quietSinceMs: sum >= QUIET_BELOW ? undefined : state.quietSinceMs }
  return sum === limit ? stepDown(next, atMs) : next
}

function relieveStrain(state: AdaptiveQuality, atMs: number): AdaptiveQuality {
  if (!state.isOn || atMs - state.changedAtMs < SETTLE_MS) return state
  const strain = Math.max(0, state.strain - 1)
  const quietSinceMs = strain < QUIET_BELOW ? state.quietSinceMs ?? atMs : undefined
  return resetProvenFailures(stepUpWhenDue({ ...state, strain, quietSinceMs }, atMs), atMs)
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
  const state = { ...recordTime(before, atMs), measuredAtMs: atMs, limit, wasStrained: Boolean(strain) }
  if (strain) return addStrain(state, strain, atMs)
  // A lower level helps a slow camera. Switching it off does not, and a higher level would not.
  if (isSlow) return level === 'SD' ? { ...state, quietSinceMs: undefined } : addStrain(state, 1, atMs)
  return strain === undefined ? state : relieveStrain(state, atMs)
}

function reported(before: AdaptiveQuality, event: PusherEvent, atMs: number): AdaptiveQuality {
  switch (event) {
    case 'NETWORK_BUSY':
      return isRepeated(before.busyAtMs, atMs)
        ? before
        : addStrain({ ...recordTime(before, atMs), busyAtMs: atMs }, BUSY_STRAIN, atMs)
    // WeChat adapts by itself and does not report the direction; the last measurement shows it.
    case 'RESOLUTION_CHANGED':
    case 'BITRATE_CHANGED':
      return before.wasStrained ? addStrain({ ...before, wasStrained: false }, 1, atMs) : before
    // A new connection has no measurements yet, so it may carry a picture again.
    case 'PUSH_STARTED': {
      const level = before.level === 'audio' ? 'SD' : before.level
      return {
        ...changeTo(before, level, atMs), reportedAtMs: atMs,
        raisedAtMs: level === before.level ? before.raisedAtMs : atMs,
      }
    }
    // The phone cannot encode this size: the next lower one becomes the ceiling.
    case 'RESOLUTION_UNSUPPORTED': {
      const lower = QUALITY_LEVELS[indexOf(before.ceiling) + 1]
      return lower === undefined || lower === 'audio' ? before : startQuality(lower, atMs, before.isOn)
    }
    case 'RECONNECTING':
    case 'NETWORK_LOST': {
      const state = { ...before, quietSinceMs: undefined }
      return before.strain >= QUIET_BELOW ? addStrain(state, LOST_STRAIN, atMs) : state
    }
    default: return before
  }
}

/** The next state; an input without meaning returns the same one. Accepts any time, also one that runs back. */
export function stepQuality(state: AdaptiveQuality, input: QualityInput): AdaptiveQuality {
  const { atMs } = input
  if (!Number.isFinite(atMs)) return state
  switch (input.type) {
    case 'measured': return measured(state, input.status, atMs)
    case 'reported': return reported(state, input.event, atMs)
    case 'ceilingChosen':
      return input.ceiling === state.ceiling
        ? state
        : { ...startQuality(input.ceiling, atMs, state.isOn), limit: underNewLimit(state.limit) }
    case 'switched':
      return input.isOn === state.isOn
        ? state
        : { ...startQuality(state.ceiling, atMs, input.isOn), limit: underNewLimit(state.limit) }
    default: return assertNever(input)
  }
}
