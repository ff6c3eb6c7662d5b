/**
 * Keeps the player's cache between `min-cache` and `max-cache`, near the floor. WeChat's player does this, mpegts.js
 * does not. Pure: facts in, at most one action out, every 100 ms.
 *
 * It starts when the cache reaches the floor and refills to the floor after an underrun. It plays a little faster above
 * the floor, slows when the cache falls well below it, and seeks where catching up would take too long.
 */
export interface CacheLimits {
  /** Seconds, above 0. */
  minSeconds: number
  /** Seconds, not below `minSeconds`. */
  maxSeconds: number
}

export interface CacheFacts {
  nowMs: number
  /** Buffered ranges of the element as [start, end] in seconds, in order. */
  ranges: readonly (readonly [number, number])[]
  playheadSeconds: number
  /** `readyState` of the element, 0–4; below 2 it has no picture, below 3 no next one. */
  readyState: number
  /** A seek is in progress: the values of the element are not valid yet. */
  isSeeking: boolean
  /** Paused by the browser in a hidden tab. */
  isPaused: boolean
}

export type CacheState =
  | { phase: 'filling', hasPlayed: boolean }
  | { phase: 'playing', rate: number, smoothedSeconds: number, atMs: number }

export type CacheAction =
  | { type: 'none' }
  | { type: 'play', seekToSeconds?: number }
  | { type: 'pause' }
  | { type: 'seek', toSeconds: number }
  | { type: 'rate', rate: number }

export interface CacheStep { state: CacheState, action: CacheAction }

export const FILLING: CacheState = { phase: 'filling', hasPlayed: false }

/** Below this the cache counts as empty: the next picture is missing. */
const UNDERRUN_SECONDS = 0.04
/** Cache above the floor by more than this is skipped before playing starts. */
const START_SLACK_SECONDS = 0.05
/** Cache above the ceiling by more than this is skipped: catching up would take longer than ten seconds. */
const JUMP_ABOVE_MAX_SECONDS = 2
/** Faster playing starts above the floor plus the first value and ends at the floor plus the second. */
const CHASE_FROM_SECONDS = 0.06
const CHASE_UNTIL_SECONDS = 0.01
/**
 * The player slows at once when the cache is below a share of the floor, because most stalls begin with such a fall and
 * a slower teacher is understood better than a missing one. A step ends when the share is `SAVED` higher.
 */
const SLOW_STEPS = [{ belowShare: 0.35, rate: 0.7 }, { belowShare: 0.6, rate: 0.8 }, { belowShare: 0.8, rate: 0.9 }]
const SAVED = 0.1
/** Of a higher floor, only this part counts: with that much cache, slowing is not urgent. */
const SLOW_FLOOR_SECONDS = 2
/** Slightly slower playing refills the rest of a high floor, between two shares. */
const REFILL_FROM = 0.6
const REFILL_UNTIL = 0.85
const REFILL_RATE = 0.96
/** A gap in the stream shorter than this belongs to the range before it. */
const HOLE_SECONDS = 0.02
/** Data arrives in steps of a frame or a merged write: only the mean is meaningful. */
const SMOOTHING_MS = 1000

const NONE: CacheAction = { type: 'none' }

/** Steps instead of a slope: each change of rate affects the sound slightly. */
function chaseRate(excessSeconds: number): number {
  if (excessSeconds > 1.5) return 1.2
  if (excessSeconds > 0.6) return 1.12
  if (excessSeconds > 0.2) return 1.06
  return 1.03
}

/** 1 when the cache is large enough. The current cache counts, not the mean: a mean reacts too late. */
function slowRate(rate: number, aheadSeconds: number, minSeconds: number): number {
  const share = aheadSeconds / Math.min(minSeconds, SLOW_FLOOR_SECONDS)
  return SLOW_STEPS.find(step => share < step.belowShare + (rate <= step.rate ? SAVED : 0))?.rate ?? 1
}

function nextRate(
  rate: number, aheadSeconds: number, smoothedSeconds: number, { minSeconds, maxSeconds }: CacheLimits,
): number {
  const slow = slowRate(rate, aheadSeconds, minSeconds)
  if (slow < 1) return slow
  const excessSeconds = smoothedSeconds - minSeconds
  if (smoothedSeconds > maxSeconds) return 1.2
  if (excessSeconds > (rate > 1 ? CHASE_UNTIL_SECONDS : CHASE_FROM_SECONDS)) return chaseRate(excessSeconds)
  if (smoothedSeconds < minSeconds * (rate < 1 ? REFILL_UNTIL : REFILL_FROM)) return REFILL_RATE
  return 1
}

interface Position {
  /** Seconds that the player can play without a break. */
  aheadSeconds: number
  endSeconds: number
  /** Start of the next range after a gap, or of the first range. */
  nextStartSeconds: number | undefined
}

function locate({ ranges, playheadSeconds }: CacheFacts): Position {
  const here = ranges.find(([start, end]) => start - HOLE_SECONDS <= playheadSeconds && playheadSeconds <= end)
  const next = ranges.find(([start]) => start > (here?.[1] ?? playheadSeconds))
  const endSeconds = here?.[1] ?? playheadSeconds
  return { aheadSeconds: endSeconds - playheadSeconds, endSeconds, nextStartSeconds: next?.[0] }
}

const startPlaying = (aheadSeconds: number, nowMs: number): CacheState =>
  ({ phase: 'playing', rate: 1, smoothedSeconds: aheadSeconds, atMs: nowMs })

function fill(
  state: CacheState & { phase: 'filling' },
  facts: CacheFacts,
  { minSeconds, maxSeconds }: CacheLimits,
): CacheStep {
  const { aheadSeconds, endSeconds, nextStartSeconds } = locate(facts)
  if (aheadSeconds < minSeconds) {
    // Also at the start: sound and picture rarely start at 0 together.
    if (nextStartSeconds === undefined) return { state, action: NONE }
    return { state, action: { type: 'seek', toSeconds: nextStartSeconds } }
  }
  if (facts.readyState < 2) return { state, action: NONE }
  // A new viewer starts near live; a viewer who was cut off hears the rest of the sentence.
  const mostSeconds = state.hasPlayed ? maxSeconds : minSeconds + START_SLACK_SECONDS
  if (aheadSeconds <= mostSeconds) return { state: startPlaying(aheadSeconds, facts.nowMs), action: { type: 'play' } }
  return {
    state: startPlaying(minSeconds, facts.nowMs),
    action: { type: 'play', seekToSeconds: endSeconds - minSeconds },
  }
}

function play(state: CacheState & { phase: 'playing' }, facts: CacheFacts, limits: CacheLimits): CacheStep {
  const { minSeconds, maxSeconds } = limits
  const { aheadSeconds, endSeconds, nextStartSeconds } = locate(facts)
  const isStarved = aheadSeconds < UNDERRUN_SECONDS || (facts.readyState < 3 && aheadSeconds < minSeconds / 2)
  if (isStarved && nextStartSeconds !== undefined) {
    return { state, action: { type: 'seek', toSeconds: nextStartSeconds } }
  }
  if (isStarved || facts.isPaused) return { state: { phase: 'filling', hasPlayed: true }, action: { type: 'pause' } }
  if (aheadSeconds > maxSeconds + JUMP_ABOVE_MAX_SECONDS) {
    return {
      state: { ...state, smoothedSeconds: minSeconds, atMs: facts.nowMs },
      action: { type: 'seek', toSeconds: endSeconds - minSeconds },
    }
  }
  const weight = 1 - Math.exp(-(facts.nowMs - state.atMs) / SMOOTHING_MS)
  const smoothedSeconds = state.smoothedSeconds + (aheadSeconds - state.smoothedSeconds) * weight
  const rate = nextRate(state.rate, aheadSeconds, smoothedSeconds, limits)
  return {
    state: { phase: 'playing', rate, smoothedSeconds, atMs: facts.nowMs },
    action: rate === state.rate ? NONE : { type: 'rate', rate },
  }
}

export function stepCache(state: CacheState, facts: CacheFacts, limits: CacheLimits): CacheStep {
  if (facts.isSeeking) return { state, action: NONE }
  return state.phase === 'filling' ? fill(state, facts, limits) : play(state, facts, limits)
}

/** Corrects arbitrary props: playing needs a floor above 0 and a ceiling not below it. */
export function toCacheLimits(minCacheSeconds: number, maxCacheSeconds: number): CacheLimits {
  const minSeconds = Number.isFinite(minCacheSeconds) ? Math.min(30, Math.max(0.1, minCacheSeconds)) : 1
  const maxSeconds = Number.isFinite(maxCacheSeconds)
    ? Math.min(60, Math.max(minSeconds, maxCacheSeconds))
    : minSeconds + 2
  return { minSeconds, maxSeconds }
}
