/**
 * Rules by which a player keeps its cache between the limits. WeChat does not publish its player's rule, so the tuner
 * must work under both of these.
 */
import { FILLING, stepCache } from '../../../src/platform/h5/player/cache/cache-controller'
import type { CacheLimits, CacheState } from '../../../src/platform/h5/player/cache/cache-controller'

export interface Position {
  nowMs: number
  /** Buffered ahead of the playhead, seconds. */
  aheadSeconds: number
}

/** Output of a law: the playback rate (0 stands still), and the seconds to skip first. */
export interface Motion {
  rate: number
  skipSeconds: number
}

export interface CacheLaw {
  name: string
  /** Whether the player also reports a long refill as STUTTERING (2105). */
  reportsStutter: boolean
  /** Called when the stream is opened again. */
  restart: () => void
  step: (position: Position, limits: CacheLimits) => Motion
}

/** The law of the app's browser player, with its code: plays faster or slower to stay near the floor. */
export function createFloorLaw(): CacheLaw {
  let state: CacheState = FILLING
  let rate = 0
  return {
    name: 'floor',
    reportsStutter: false,
    restart() {
      state = FILLING
      rate = 0
    },
    step({ nowMs, aheadSeconds }, limits) {
      const facts = {
        nowMs, ranges: [[0, aheadSeconds]] as const, playheadSeconds: 0, readyState: aheadSeconds > 0 ? 4 : 2,
        isSeeking: false, isPaused: false,
      }
      const { state: next, action } = stepCache(state, facts, limits)
      state = next
      if (action.type === 'pause') rate = 0
      if (action.type === 'rate') rate = action.rate
      if (action.type === 'play') rate = 1
      if (action.type === 'seek') return { rate, skipSeconds: action.toSeconds }
      return { rate, skipSeconds: action.type === 'play' ? action.seekToSeconds ?? 0 : 0 }
    },
  }
}

/** A cache below this counts as empty. */
const EMPTY_SECONDS = 0.04
const CHASE_RATE = 1.2

/** Below this share of the floor, and until the second one, the player of `near` is a little slower. */
const SLOWER_FROM = 0.6
const SLOWER_UNTIL = 0.85

/**
 * A native player that stays near the floor, as the one in browsers, but changes its rate only slightly. Without
 * knowledge of WeChat's component, this is the second reading of the guide.
 */
export function createNearLaw(): CacheLaw {
  let rate = 0
  let hasPlayed = false
  let smoothedSeconds = 0
  return {
    name: 'near',
    reportsStutter: true,
    restart() {
      rate = 0
      hasPlayed = false
    },
    step({ aheadSeconds }, { minSeconds, maxSeconds }) {
      if (rate === 0) {
        if (aheadSeconds < minSeconds) return { rate: 0, skipSeconds: 0 }
        const isTooLate = aheadSeconds > (hasPlayed ? maxSeconds : minSeconds + 0.05)
        smoothedSeconds = isTooLate ? minSeconds : aheadSeconds
        rate = 1
        hasPlayed = true
        return { rate, skipSeconds: isTooLate ? aheadSeconds - minSeconds : 0 }
      }
      smoothedSeconds += (aheadSeconds - smoothedSeconds) / 10
      const excessSeconds = smoothedSeconds - minSeconds
      if (aheadSeconds < EMPTY_SECONDS) rate = 0
      else if (smoothedSeconds > maxSeconds) rate = CHASE_RATE
      else if (excessSeconds > (rate > 1 ? 0.01 : 0.06)) rate = Math.min(1.12, 1.03 + excessSeconds * 0.06)
      else if (smoothedSeconds < minSeconds * (rate < 1 ? SLOWER_UNTIL : SLOWER_FROM)) rate = 0.96
      else rate = 1
      return { rate, skipSeconds: 0 }
    },
  }
}

/**
 * A literal reading of the guide, as a native player may implement it. It fills to the floor, plays at normal rate
 * between the limits, and plays faster above the ceiling until it is well below it. A raised floor takes effect only at
 * the next refill. The cache added by a stall stays until it exceeds the ceiling.
 */
export function createBandLaw(): CacheLaw {
  let rate = 0
  return {
    name: 'band',
    reportsStutter: true,
    restart() {
      rate = 0
    },
    step({ aheadSeconds }, { minSeconds, maxSeconds }) {
      if (rate === 0) rate = aheadSeconds >= minSeconds ? 1 : 0
      else if (aheadSeconds < EMPTY_SECONDS) rate = 0
      else if (aheadSeconds > maxSeconds) rate = CHASE_RATE
      else if (rate > 1 && aheadSeconds <= Math.max(minSeconds, (minSeconds + maxSeconds) / 2 - 0.25)) rate = 1
      return { rate, skipSeconds: 0 }
    },
  }
}

export const CACHE_LAWS = { floor: createFloorLaw, near: createNearLaw, band: createBandLaw } as const
export type CacheLawName = keyof typeof CACHE_LAWS
