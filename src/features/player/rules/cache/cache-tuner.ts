/**
 * Chooses the cache limits of the student's player (WeChat's `min-cache` and `max-cache`) around the guide's two
 * settings: 1/3 for about 1 Mbps, 3/5 for 2 to 3 Mbps. A pure reducer of facts; docs/cache-tuner.md describes the rule.
 *
 * Each problem becomes evidence: a number of seconds that would have been enough, valid for a while. The floor is the
 * largest valid need, and never below the guide's floor for the bitrate. It rises at once and falls in small steps,
 * because every change disturbs a native player.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { LessonPhase } from '@contract/lessons/phase'
import { TRIM_REPORTS, toStep, updateLimits, withFloor } from './cache-limits'
import {
  HIGHEST_SECONDS, NEED_OF_LAG_SECONDS, NEED_OF_STALL_SECONDS, NEED_OF_STUTTER_SECONDS, needOfStall, needOfStatus,
} from './cache-need'
import { CACHE_PRESETS } from './cache-presets'
import type { CachePreset } from './cache-presets'
import type { CacheFact, CacheTunerState, TimedFact } from './cache-state'
import type { PlayerNetStatus } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import { cachesOf } from '../player-profiles'
import type { PlayerMode } from '../player-profiles'

/** Floor for an unknown network, after the first picture. */
const UNKNOWN_SECONDS = 2

/** Validity of each kind of evidence. */
const UNKNOWN_HOLD_MS = 15_000
const STATUS_HOLD_MS = 20_000
const LAG_HOLD_MS = 90_000
const STALL_HOLD_MS = 300_000
/** The first report includes data that waited in the server: its bitrate is too high. */
const REPORTS_TO_MOTION = 3
/** A slow network delivers a lower bitrate for some seconds, and then the larger cache is needed most. */
const REPORTS_TO_PERSON = 15
/** Two stalls within this time count together. */
const STALL_MEMORY_MS = 300_000
/**
 * The server reports a lost teacher later than the student's cache shows it: the relay waits 15 s for a silent pusher.
 */
const TOLD_WITHIN_MS = 20_000

export function startCacheTuner(mode: PlayerMode, preset: CachePreset): CacheTunerState {
  return {
    mode, preset, limits: (mode === 'RTC' ? null : CACHE_PRESETS[preset]) ?? cachesOf(mode),
    nowMs: 0, changedAtMs: 0, isRefilling: false, refilledAtMs: Number.NEGATIVE_INFINITY, trim: 'ready',
    picture: { phase: 'opening' }, teacher: 'there', evidence: [], stallEndsMs: [],
    pair: cachesOf(mode), otherPairReports: 0, cachesMs: [],
  }
}

/** Evidence is collected with fixed presets too, so that `automatic` can use it when it is chosen later. */
export function stepCacheTuner(state: CacheTunerState, fact: CacheFact): CacheTunerState {
  if (fact.type === 'presetChosen') return choosePreset(state, fact.preset)
  if (state.mode === 'RTC' || !Number.isFinite(fact.atMs)) return state
  const next = applyFact({ ...state, nowMs: Math.max(state.nowMs, fact.atMs) }, fact)
  return updateLimits(next, targetSeconds(next))
}

function choosePreset(state: CacheTunerState, preset: CachePreset): CacheTunerState {
  if (state.mode === 'RTC' || state.preset === preset) return { ...state, preset }
  const automatic = state.picture.phase === 'opening' ? state.pair : withFloor(targetSeconds(state))
  const trim = state.trim === 'running' ? 'ready' : state.trim
  return { ...state, preset, limits: CACHE_PRESETS[preset] ?? automatic, changedAtMs: state.nowMs, trim }
}

function applyFact(state: CacheTunerState, fact: TimedFact): CacheTunerState {
  switch (fact.type) {
    case 'reported': return onReport(state, fact.event)
    case 'netStatus': return onStatus(state, fact.status)
    case 'lessonPhase': return onLessonPhase(state, fact.phase)
    case 'pageHidden':
      return state.picture.phase === 'stalled' ? { ...state, picture: { phase: 'playing' }, cachesMs: [] } : state
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
        ...state, picture: { phase: 'stalled', sinceMs: nowMs, floorSeconds: minCacheSeconds }, cachesMs: [],
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
  return stallEndsMs.length > 1 ? addEvidence(withStall, NEED_OF_STALL_SECONDS, STALL_HOLD_MS) : withStall
}

function onStatus(state: CacheTunerState, status: PlayerNetStatus): CacheTunerState {
  const { videoBitrateKbps, audioBitrateKbps = 0, videoCacheMs } = status
  if (state.picture.phase !== 'playing') return state
  const cachesMs = videoCacheMs === undefined ? [] : [...state.cachesMs, videoCacheMs].slice(-TRIM_REPORTS)
  // A trim makes the cache fall.
  const previousCacheMs = state.trim === 'running' ? undefined : state.cachesMs.at(-1)
  const needSeconds = needOfStatus(status, previousCacheMs, state.limits.minCacheSeconds)
  const seen = addEvidence({ ...state, cachesMs }, needSeconds, STATUS_HOLD_MS)
  return videoBitrateKbps ? onBitrate(seen, videoBitrateKbps + audioBitrateKbps) : seen
}

/** The pair changes only when several reports in a row agree. */
function onBitrate(state: CacheTunerState, bitrateKbps: number): CacheTunerState {
  const pair = cachesOf(state.mode, bitrateKbps)
  if (pair === state.pair) return { ...state, otherPairReports: 0 }
  const otherPairReports = state.otherPairReports + 1
  const neededReports = pair.minCacheSeconds > state.pair.minCacheSeconds ? REPORTS_TO_MOTION : REPORTS_TO_PERSON
  return otherPairReports < neededReports ? { ...state, otherPairReports } : { ...state, pair, otherPairReports: 0 }
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

/** The largest valid need, and never less than the guide's floor for the stream. */
function targetSeconds({ evidence, nowMs, pair }: CacheTunerState): number {
  const needs = evidence.filter(({ untilMs }) => untilMs > nowMs).map(({ needSeconds }) => needSeconds)
  return toStep(Math.min(HIGHEST_SECONDS, Math.max(pair.minCacheSeconds, ...needs)))
}
