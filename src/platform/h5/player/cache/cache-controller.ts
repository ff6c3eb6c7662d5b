/**
 * Keeps the player's cache between `min-cache` and `max-cache`, near the floor: what WeChat's player does, and mpegts.js
 * does not. Pure: facts in, at most one action out, every 100 ms.
 *
 * It starts when the floor is reached; refills to the floor after an underrun; plays a little faster while there is more
 * than the floor and a little slower while there is much less; jumps where catching up would take too long.
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
  /** Of the element, 0–4; below 2 there is no picture, below 3 no next one. */
  readyState: number
  /** A seek is under way: the element's figures mean nothing yet. */
  isSeeking: boolean
  /** Paused by somebody else: the browser, in a hidden tab. */
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

/** Less than this ahead of the playhead is nothing: the next picture is missing. */
const UNDERRUN_SECONDS = 0.04
/** More than this above the floor is skipped before playing begins. */
const START_SLACK_SECONDS = 0.05
/** So much above the ceiling is jumped over: catching up would take longer than ten seconds. */
const JUMP_ABOVE_MAX_SECONDS = 2
/** Playing faster begins above floor + this, and ends at floor + the other. */
const CHASE_FROM_SECONDS = 0.06
const CHASE_UNTIL_SECONDS = 0.01
/** Playing slower begins below this part of the floor, and ends at the other. */
const SAVE_FROM = 0.6
const SAVE_UNTIL = 0.85
const SAVING_RATE = 0.96
/** A hole in the stream shorter than this belongs to the range before it. */
const HOLE_SECONDS = 0.02
/** Arrivals come in steps of a frame or a merged write: only the mean counts. */
const SMOOTHING_MS = 1000

const NONE: CacheAction = { type: 'none' }

/** Steps, not a slope: every change of rate costs the sound a little. */
function chaseRate(excessSeconds: number): number {
  if (excessSeconds > 1.5) return 1.2
  if (excessSeconds > 0.6) return 1.12
  if (excessSeconds > 0.2) return 1.06
  return 1.03
}

function nextRate(rate: number, smoothedSeconds: number, { minSeconds, maxSeconds }: CacheLimits): number {
  const excessSeconds = smoothedSeconds - minSeconds
  if (smoothedSeconds > maxSeconds) return 1.2
  if (excessSeconds > (rate > 1 ? CHASE_UNTIL_SECONDS : CHASE_FROM_SECONDS)) return chaseRate(excessSeconds)
  if (smoothedSeconds < minSeconds * (rate < 1 ? SAVE_UNTIL : SAVE_FROM)) return SAVING_RATE
  return 1
}

interface Position {
  /** Seconds that can be played without a break. */
  aheadSeconds: number
  endSeconds: number
  /** Where the stream goes on behind a hole, or where it begins. */
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

function fill(state: CacheState & { phase: 'filling' }, facts: CacheFacts, { minSeconds, maxSeconds }: CacheLimits): CacheStep {
  const { aheadSeconds, endSeconds, nextStartSeconds } = locate(facts)
  if (aheadSeconds < minSeconds) {
    // Also the very start: sound and picture seldom begin at 0 together.
    return nextStartSeconds === undefined ? { state, action: NONE } : { state, action: { type: 'seek', toSeconds: nextStartSeconds } }
  }
  if (facts.readyState < 2) return { state, action: NONE }
  // Whoever has just come begins near live; whoever was cut off in mid-sentence hears the rest of it.
  const mostSeconds = state.hasPlayed ? maxSeconds : minSeconds + START_SLACK_SECONDS
  if (aheadSeconds <= mostSeconds) return { state: startPlaying(aheadSeconds, facts.nowMs), action: { type: 'play' } }
  return { state: startPlaying(minSeconds, facts.nowMs), action: { type: 'play', seekToSeconds: endSeconds - minSeconds } }
}

function play(state: CacheState & { phase: 'playing' }, facts: CacheFacts, limits: CacheLimits): CacheStep {
  const { minSeconds, maxSeconds } = limits
  const { aheadSeconds, endSeconds, nextStartSeconds } = locate(facts)
  const isStarved = aheadSeconds < UNDERRUN_SECONDS || (facts.readyState < 3 && aheadSeconds < minSeconds / 2)
  if (isStarved && nextStartSeconds !== undefined) return { state, action: { type: 'seek', toSeconds: nextStartSeconds } }
  if (isStarved || facts.isPaused) return { state: { phase: 'filling', hasPlayed: true }, action: { type: 'pause' } }
  if (aheadSeconds > maxSeconds + JUMP_ABOVE_MAX_SECONDS) {
    return { state: { ...state, smoothedSeconds: minSeconds, atMs: facts.nowMs }, action: { type: 'seek', toSeconds: endSeconds - minSeconds } }
  }
  const weight = 1 - Math.exp(-(facts.nowMs - state.atMs) / SMOOTHING_MS)
  const smoothedSeconds = state.smoothedSeconds + (aheadSeconds - state.smoothedSeconds) * weight
  const rate = nextRate(state.rate, smoothedSeconds, limits)
  return {
    state: { phase: 'playing', rate, smoothedSeconds, atMs: facts.nowMs },
    action: rate === state.rate ? NONE : { type: 'rate', rate },
  }
}

export function stepCache(state: CacheState, facts: CacheFacts, limits: CacheLimits): CacheStep {
  if (facts.isSeeking) return { state, action: NONE }
  return state.phase === 'filling' ? fill(state, facts, limits) : play(state, facts, limits)
}

/** Props can be anything; playing needs a floor above 0 and a ceiling that is not below it. */
export function toCacheLimits(minCacheSeconds: number, maxCacheSeconds: number): CacheLimits {
  const minSeconds = Number.isFinite(minCacheSeconds) ? Math.min(30, Math.max(0.1, minCacheSeconds)) : 1
  const maxSeconds = Number.isFinite(maxCacheSeconds) ? Math.min(60, Math.max(minSeconds, maxCacheSeconds)) : minSeconds + 2
  return { minSeconds, maxSeconds }
}
