/**
 * How a player keeps its cache between the limits. WeChat does not publish its player's rule, so a tuner has to do well
 * under both of these.
 */
import { FILLING, stepCache } from '../../../src/platform/h5/player/cache/cache-controller'
import type { CacheLimits, CacheState } from '../../../src/platform/h5/player/cache/cache-controller'

export interface Position {
  nowMs: number
  /** Buffered ahead of the playhead, seconds. */
  aheadSeconds: number
}

/** What a law asks for: stand still, or play at a rate, having skipped some seconds before. */
export interface Motion {
  rate: number
  skipSeconds: number
}

export interface CacheLaw {
  name: string
  /** Whether a refill that takes long is also reported as STUTTERING (2105). */
  reportsStutter: boolean
  /** The stream was opened anew. */
  restart: () => void
  step: (position: Position, limits: CacheLimits) => Motion
}

/** The app's own player in a browser, by its own code: stays near the floor by playing slightly faster or slower. */
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
        nowMs, ranges: [[0, aheadSeconds]] as const, playheadSeconds: 0, readyState: aheadSeconds > 0 ? 4 : 2, isSeeking: false, isPaused: false,
      }
      const { state: next, action } = stepCache(state, facts, limits)
      state = next
      if (action.type === 'pause') rate = 0
      if (action.type === 'rate') rate = action.rate
      if (action.type === 'play') rate = 1
      const seekTo = action.type === 'seek' ? action.toSeconds : action.type === 'play' ? action.seekToSeconds : undefined
      return { rate, skipSeconds: seekTo ?? 0 }
    },
  }
}

/** Less than this ahead is nothing. */
const EMPTY_SECONDS = 0.04
const CHASE_RATE = 1.2

/**
 * The guide's words taken literally, as a native player may do it: fills to the floor, then plays at its own pace wherever
 * it is between the two, and above the ceiling faster until it is well below it. A raised floor shows at the next refill
 * only; what a stall has added stays until it exceeds the ceiling.
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

export const CACHE_LAWS = { floor: createFloorLaw, band: createBandLaw } as const
export type CacheLawName = keyof typeof CACHE_LAWS
