/**
 * Chooses the cache limits of the student's player (WeChat's `min-cache` and `max-cache`) around the guide's two
 * settings: 1/3 for about 1 Mbps, 3/5 for 2 to 3 Mbps. A pure reducer of facts; docs/cache-tuner.md describes the rule.
 *
 * Each problem becomes evidence: a number of seconds that would have been enough, valid for a while. The floor is the
 * largest valid need. It rises at once and falls in small steps, because every change disturbs a native player.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { LessonPhase } from '@contract/lessons/phase'
import {
  HIGHEST_SECONDS, NEED_OF_LAG_SECONDS, NEED_OF_SECOND_STALL_SECONDS, NEED_OF_STUTTER_SECONDS,
  guideSeconds, lowestSeconds, needOfStall, needOfStatus,
} from './cache-need'
import type { PlayerNetStatus } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import { LIVE_CACHES } from '../player-profiles'
import { RTC_CACHES } from '@/platform/player-caches'
import type { PlayerMode } from '../player-profiles'
import type { PlayerCaches } from '@/platform/player-caches'

/** Three fixed presets, and `automatic`. */
export const CACHE_PRESETS = {
  /** For questions and answers on a good network. */
  'low-latency': { minCacheSeconds: 0.3, maxCacheSeconds: 1 },
  /** The guide's two settings. */
  'balanced': LIVE_CACHES.person,
  'smooth': LIVE_CACHES.motion,
  'automatic': null,
} as const satisfies Record<string, PlayerCaches | null>

export type CachePreset = keyof typeof CACHE_PRESETS
export const CACHE_PRESET_NAMES = Object.keys(CACHE_PRESETS) as CachePreset[]
export const DEFAULT_CACHE_PRESET: CachePreset = 'automatic'

/** `atMs`: any clock; a clock that runs back counts as stopped. */
export type CacheFact =
  | { type: 'presetChosen', preset: CachePreset }
  | { type: 'reported', event: PlayerEvent, atMs: number }
  | { type: 'netStatus', status: PlayerNetStatus, atMs: number }
  | { type: 'lessonPhase', phase: LessonPhase, atMs: number }
  /** The rest of a stall is not visible to the student. */
  | { type: 'pageHidden', atMs: number }

type TimedFact = Exclude<CacheFact, { type: 'presetChosen' }>

/** A need of `needSeconds`, learned at `fromMs` and valid until `untilMs`. */
interface Evidence {
  needSeconds: number
  fromMs: number
  untilMs: number
}

type Picture =
  /** Before the first picture. */
  | { phase: 'opening' }
  | { phase: 'playing' }
  /** Start of the stall, and the floor at that moment. */
  | { phase: 'stalled', sinceMs: number, floorSeconds: number }

export interface CacheTunerState {
  mode: PlayerMode
  preset: CachePreset
  limits: PlayerCaches
  nowMs: number
  changedAtMs: number
  /** The limits are those of a refill during a stall; the next small refill must wait REFILL_APART_MS. */
  isRefilling: boolean
  refilledAtMs: number
  picture: Picture
  /** While the teacher's stream is lost, missing data says nothing about the student's network. */
  teacher: 'there' | 'lost' | 'returning'
  evidence: readonly Evidence[]
  /** End times of the recent stalls. */
  stallEndsMs: readonly number[]
  bitrateKbps: number | undefined
  /** Video cache in the last report; undefined after an interruption. */
  cacheMs: number | undefined
}

const STEP_SECONDS = 0.2
/** Difference of ceiling and floor, as in both of the guide's settings. */
const BAND_SECONDS = 2
/** Small floor for a fast first picture; then the floor for an unknown network. */
const START_SECONDS = 1
const UNKNOWN_SECONDS = 1.4
/** Floor during a stall: the picture comes back early, and the cache grows while it plays. */
const REFILL_SECONDS = 0.6

/** Validity of each kind of evidence. */
const UNKNOWN_HOLD_MS = 15_000
const STATUS_HOLD_MS = 50_000
const LAG_HOLD_MS = 30_000
const STALL_HOLD_MS = 120_000
const SECOND_STALL_HOLD_MS = 180_000
/** Two stalls within this time count together. */
const STALL_MEMORY_MS = 300_000
/** A stall this soon after another means that the refill was too small. */
const REPEATED_WITHIN_MS = 5000
/** From this length of a stall on, a fast return of the picture matters more than avoiding the next stall. */
const LONG_STALL_MS = 2000

/** Minimum time between a change and the next raise or reduction. */
const UP_APART_MS = 3000
const DOWN_APART_MS = 5000
/** Minimum time between two small refills. */
const REFILL_APART_MS = 8000

/**
 * The server reports a lost teacher later than the student's cache shows it: the relay waits 15 s for a silent pusher.
 */
const TOLD_WITHIN_MS = 20_000

/** Floors are multiples of a step. */
const toStep = (seconds: number): number =>
  Math.round(Math.ceil(seconds / STEP_SECONDS - 1e-6) * STEP_SECONDS * 10) / 10

const withFloor = (minCacheSeconds: number): PlayerCaches =>
  ({ minCacheSeconds, maxCacheSeconds: Math.round((minCacheSeconds + BAND_SECONDS) * 10) / 10 })

export function startCacheTuner(mode: PlayerMode, preset: CachePreset): CacheTunerState {
  return {
    mode, preset, limits: mode === 'RTC' ? RTC_CACHES : CACHE_PRESETS[preset] ?? withFloor(START_SECONDS),
    nowMs: 0, changedAtMs: 0, isRefilling: false, refilledAtMs: Number.NEGATIVE_INFINITY, picture: { phase: 'opening' },
    teacher: 'there', evidence: [], stallEndsMs: [],
    bitrateKbps: undefined, cacheMs: undefined,
  }
}

/** Evidence is collected with fixed presets too, so that `automatic` can use it when it is chosen later. */
export function stepCacheTuner(state: CacheTunerState, fact: CacheFact): CacheTunerState {
  if (fact.type === 'presetChosen') return choosePreset(state, fact.preset)
  if (state.mode === 'RTC' || !Number.isFinite(fact.atMs)) return state
  return updateLimits(applyFact({ ...state, nowMs: Math.max(state.nowMs, fact.atMs) }, fact))
}

function choosePreset(state: CacheTunerState, preset: CachePreset): CacheTunerState {
  if (state.mode === 'RTC' || state.preset === preset) return { ...state, preset }
  const automatic = withFloor(state.picture.phase === 'opening' ? START_SECONDS : targetSeconds(state))
  return { ...state, preset, limits: CACHE_PRESETS[preset] ?? automatic, changedAtMs: state.nowMs }
}

function applyFact(state: CacheTunerState, fact: TimedFact): CacheTunerState {
  switch (fact.type) {
    case 'reported': return onReport(state, fact.event)
    case 'netStatus': return onStatus(state, fact.status)
    case 'lessonPhase': return onLessonPhase(state, fact.phase)
    case 'pageHidden':
      return state.picture.phase === 'stalled' ? { ...state, picture: { phase: 'playing' }, cacheMs: undefined } : state
    default: return assertNever(fact)
  }
}

function onReport(state: CacheTunerState, event: PlayerEvent): CacheTunerState {
  const { picture, nowMs, limits: { minCacheSeconds } } = state
  switch (event) {
    case 'PLAYING': return onPlaying(state)
    case 'BUFFERING':
      if (picture.phase !== 'playing') return state
      return {
        ...state, picture: { phase: 'stalled', sinceMs: nowMs, floorSeconds: minCacheSeconds }, cacheMs: undefined,
      }
    case 'DATA_LAGGING': return addEvidence(state, NEED_OF_LAG_SECONDS, LAG_HOLD_MS)
    case 'STUTTERING':
      return picture.phase === 'playing' ? addEvidence(state, NEED_OF_STUTTER_SECONDS, STATUS_HOLD_MS) : state
    default: return state
  }
}

function onPlaying(state: CacheTunerState): CacheTunerState {
  const { picture, nowMs, teacher } = state
  if (picture.phase === 'playing') return state
  const playing: CacheTunerState = {
    ...state, picture: { phase: 'playing' }, teacher: teacher === 'lost' ? 'lost' : 'there',
  }
  if (picture.phase === 'opening') return addEvidence(playing, UNKNOWN_SECONDS, UNKNOWN_HOLD_MS)
  if (teacher !== 'there') return playing
  const stallEndsMs = [...state.stallEndsMs.filter(endMs => nowMs - endMs < STALL_MEMORY_MS), nowMs]
  const withStall = addEvidence(
    { ...playing, stallEndsMs }, needOfStall(picture.floorSeconds, (nowMs - picture.sinceMs) / 1000), STALL_HOLD_MS,
  )
  return stallEndsMs.length > 1 ? addEvidence(withStall, NEED_OF_SECOND_STALL_SECONDS, SECOND_STALL_HOLD_MS) : withStall
}

function onStatus(state: CacheTunerState, status: PlayerNetStatus): CacheTunerState {
  const { videoBitrateKbps, audioBitrateKbps = 0, videoCacheMs } = status
  if (state.picture.phase !== 'playing') return state
  const seen = addEvidence({ ...state, cacheMs: videoCacheMs }, needOfStatus(status, state.cacheMs), STATUS_HOLD_MS)
  if (!videoBitrateKbps || state.bitrateKbps !== undefined) return seen
  const bitrateKbps = videoBitrateKbps + audioBitrateKbps
  return addEvidence({ ...seen, bitrateKbps }, guideSeconds(bitrateKbps), UNKNOWN_HOLD_MS)
}

/** Evidence from shortly before the server's message was caused by the teacher's loss as well. */
function onLessonPhase(state: CacheTunerState, phase: LessonPhase): CacheTunerState {
  if (phase === 'interrupted') {
    return {
      ...state, teacher: 'lost', evidence: state.evidence.filter(({ fromMs }) => state.nowMs - fromMs > TOLD_WITHIN_MS),
    }
  }
  if (state.teacher !== 'lost') return state
  return { ...state, teacher: state.picture.phase === 'stalled' ? 'returning' : 'there' }
}

function addEvidence(state: CacheTunerState, needSeconds: number, holdMs: number): CacheTunerState {
  const { nowMs } = state
  if (needSeconds <= 0 || state.teacher !== 'there') return state
  const untilMs = nowMs + holdMs
  // Drop evidence that is neither larger nor valid for longer than the new one.
  const evidence = state.evidence.filter(it =>
    it.untilMs > nowMs && (it.needSeconds > needSeconds || it.untilMs > untilMs))
  return { ...state, evidence: [...evidence, { needSeconds, fromMs: nowMs, untilMs }] }
}

function targetSeconds({ evidence, nowMs, bitrateKbps = 0 }: CacheTunerState): number {
  const needs = evidence.filter(({ untilMs }) => untilMs > nowMs).map(({ needSeconds }) => needSeconds)
  return toStep(Math.min(HIGHEST_SECONDS, Math.max(lowestSeconds(bitrateKbps), ...needs)))
}

/** The only function that changes limits in `automatic`: fast up, slow down. */
function updateLimits(state: CacheTunerState): CacheTunerState {
  if (state.preset !== 'automatic' || state.picture.phase === 'opening') return state
  const { nowMs, changedAtMs, isRefilling, picture, limits: { minCacheSeconds } } = state
  const target = targetSeconds(state)
  if (picture.phase === 'stalled') return refill(state, nowMs - picture.sinceMs, target)
  // Immediately, or the player catches up and loses the data that arrived in a burst after the stall.
  if (isRefilling) return { ...changeTo(state, target), isRefilling: false }
  const elapsedMs = nowMs - changedAtMs
  if (target > minCacheSeconds) return elapsedMs >= UP_APART_MS ? changeTo(state, target) : state
  return elapsedMs >= DOWN_APART_MS ? changeTo(state, Math.max(target, toStep(minCacheSeconds - STEP_SECONDS))) : state
}

/** Limits during a stall. */
function refill(state: CacheTunerState, stalledMs: number, target: number): CacheTunerState {
  const { nowMs, refilledAtMs, stallEndsMs } = state
  const isRepeated = nowMs - (stallEndsMs.at(-1) ?? Number.NEGATIVE_INFINITY) < REPEATED_WITHIN_MS
  if (isRepeated && stalledMs < LONG_STALL_MS) return { ...changeTo(state, target), isRefilling: true }
  if (state.limits.minCacheSeconds === REFILL_SECONDS || nowMs - refilledAtMs < REFILL_APART_MS) return state
  return { ...changeTo(state, REFILL_SECONDS), isRefilling: true, refilledAtMs: nowMs }
}

const changeTo = (state: CacheTunerState, minCacheSeconds: number): CacheTunerState =>
  minCacheSeconds === state.limits.minCacheSeconds
    ? state
    : { ...state, limits: withFloor(minCacheSeconds), changedAtMs: state.nowMs }
