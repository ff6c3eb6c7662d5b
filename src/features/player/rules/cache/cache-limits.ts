/** How the target of the cache tuner becomes limits: up at once, down in steps, a small refill in a stall, a trim. */
import type { PlayerCaches } from '@/platform/player-caches'
import type { CacheTunerState } from './cache-state'

const STEP_SECONDS = 0.2
/** Difference of ceiling and floor, as in both of the guide's settings. */
const BAND_SECONDS = 2
/** Floor during a stall: the picture comes back early, and the cache grows while it plays. */
const REFILL_SECONDS = 0.5

/** Minimum time between a change and the next raise or reduction. */
const UP_APART_MS = 2000
const DOWN_APART_MS = 4000
/** Minimum time between two small refills. */
const REFILL_APART_MS = 8000

/**
 * A component may keep any cache below its ceiling, for example the seconds that a stall has added. It is trimmed when
 * this many reports in a row are this much above the floor. A component that returns to the floor does so in less time.
 */
export const TRIM_REPORTS = 5
const TRIM_ABOVE_SECONDS = 0.8
/** The ceiling of a trim, above the floor. */
const TRIM_BAND_SECONDS = 0.6
/** A component that is not below that ceiling after this time ignores it. */
const TRIM_WITHIN_MS = 20_000

/** Floors are multiples of a step. */
export const toStep = (seconds: number): number =>
  Math.round(Math.ceil(seconds / STEP_SECONDS - 1e-6) * STEP_SECONDS * 10) / 10

export const withFloor = (minCacheSeconds: number, bandSeconds = BAND_SECONDS): PlayerCaches =>
  ({ minCacheSeconds, maxCacheSeconds: Math.round((minCacheSeconds + bandSeconds) * 10) / 10 })

/** The only function that changes limits in `automatic`. */
export function updateLimits(state: CacheTunerState, target: number): CacheTunerState {
  if (state.preset !== 'automatic' || state.picture.phase === 'opening') return state
  const { nowMs, changedAtMs, isRefilling, picture, limits: { minCacheSeconds } } = state
  if (picture.phase === 'stalled') return refill(endTrim(state))
  // Immediately, or the player catches up and loses the data that arrived in a burst after the stall.
  if (isRefilling) return { ...changeTo(state, target), isRefilling: false }
  const elapsedMs = nowMs - changedAtMs
  if (target === minCacheSeconds) return trim(state)
  const untrimmed = endTrim(state)
  if (target > minCacheSeconds) return elapsedMs >= UP_APART_MS ? changeTo(untrimmed, target) : state
  return elapsedMs >= DOWN_APART_MS
    ? changeTo(untrimmed, Math.max(target, toStep(minCacheSeconds - STEP_SECONDS)))
    : state
}

function refill(state: CacheTunerState): CacheTunerState {
  const { nowMs, refilledAtMs, limits: { minCacheSeconds } } = state
  if (minCacheSeconds === REFILL_SECONDS || nowMs - refilledAtMs < REFILL_APART_MS) return state
  return { ...changeTo(state, REFILL_SECONDS), isRefilling: true, refilledAtMs: nowMs }
}

/** Lowers the ceiling for some seconds when the component keeps more than the floor. */
function trim(state: CacheTunerState): CacheTunerState {
  const { nowMs, changedAtMs, cachesMs, limits: { minCacheSeconds } } = state
  if (state.trim === 'running') {
    const lastMs = cachesMs.at(-1)
    if (lastMs !== undefined && lastMs <= (minCacheSeconds + TRIM_BAND_SECONDS) * 1000) return endTrim(state)
    return nowMs - changedAtMs > TRIM_WITHIN_MS ? { ...endTrim(state), trim: 'useless' } : state
  }
  const isHigh = cachesMs.length >= TRIM_REPORTS
    && cachesMs.every(cacheMs => cacheMs > (minCacheSeconds + TRIM_ABOVE_SECONDS) * 1000)
  if (state.trim === 'useless' || !isHigh) return state
  return { ...state, limits: withFloor(minCacheSeconds, TRIM_BAND_SECONDS), changedAtMs: nowMs, trim: 'running' }
}

const endTrim = (state: CacheTunerState): CacheTunerState => (state.trim === 'running'
  ? {
      ...state, limits: withFloor(state.limits.minCacheSeconds), changedAtMs: state.nowMs, trim: 'ready', cachesMs: [],
    }
  : state)

const changeTo = (state: CacheTunerState, minCacheSeconds: number): CacheTunerState =>
  minCacheSeconds === state.limits.minCacheSeconds
    ? state
    : { ...state, limits: withFloor(minCacheSeconds), changedAtMs: state.nowMs }
