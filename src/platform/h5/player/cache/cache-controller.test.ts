import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FILLING, stepCache, toCacheLimits } from './cache-controller'
import type { CacheFacts, CacheState } from './cache-controller'

const LIMITS = { minSeconds: 1, maxSeconds: 3 }
const PLAYING: CacheState = { phase: 'playing', rate: 1, smoothedSeconds: 1, atMs: 0 }

const facts = (aheadSeconds: number, more: Partial<CacheFacts> = {}): CacheFacts =>
  ({
    nowMs: 100, ranges: [[0, 10 + aheadSeconds]], playheadSeconds: 10, readyState: 4, isSeeking: false, isPaused: false,
    ...more,
  })

const actionOf = (state: CacheState, given: CacheFacts) => stepCache(state, given, LIMITS).action

describe('before playing', () => {
  test('waits until the cache reaches the floor', () => {
    expect(actionOf(FILLING, facts(0.99))).toEqual({ type: 'none' })
    expect(actionOf(FILLING, facts(1))).toEqual({ type: 'play' })
  })

  test('does not start without a picture', () => {
    expect(actionOf(FILLING, facts(2, { readyState: 1 }))).toEqual({ type: 'none' })
  })

  test('a new viewer starts at the floor with any amount of cache', () => {
    expect(actionOf(FILLING, facts(2.5))).toEqual({ type: 'play', seekToSeconds: 11.5 })
  })

  test('seeks to the start of the stream', () => {
    expect(actionOf(FILLING, facts(0, { ranges: [[10.3, 11]] }))).toEqual({ type: 'seek', toSeconds: 10.3 })
  })
})

describe('after an underrun', () => {
  const refilling: CacheState = { phase: 'filling', hasPlayed: true }

  test('pauses and refills to the floor', () => {
    expect(stepCache(PLAYING, facts(0.01), LIMITS)).toEqual({ state: refilling, action: { type: 'pause' } })
    expect(actionOf(refilling, facts(0.9))).toEqual({ type: 'none' })
    expect(actionOf(refilling, facts(1))).toEqual({ type: 'play' })
  })

  test('plays the interrupted part, up to the ceiling', () => {
    expect(actionOf(refilling, facts(2.9))).toEqual({ type: 'play' })
    expect(actionOf(refilling, facts(3.1))).toEqual({ type: 'play', seekToSeconds: 12.1 })
  })

  test('a decoder without a next picture counts as an underrun', () => {
    expect(actionOf(PLAYING, facts(0.4, { readyState: 2 }))).toEqual({ type: 'pause' })
    expect(actionOf(PLAYING, facts(0.9, { readyState: 2 })).type).not.toBe('pause')
  })

  test('seeks past a gap in the stream', () => {
    expect(actionOf(PLAYING, facts(0, { ranges: [[0, 10], [11.2, 14]] }))).toEqual({ type: 'seek', toSeconds: 11.2 })
  })
})

describe('while playing', () => {
  test('changes nothing near the floor', () => {
    expect(actionOf(PLAYING, facts(1.04))).toEqual({ type: 'none' })
  })

  test('plays a little faster above the floor, and at 1.2 above the ceiling', () => {
    expect(actionOf({ ...PLAYING, smoothedSeconds: 1.15 }, facts(1.15))).toEqual({ type: 'rate', rate: 1.03 })
    expect(actionOf({ ...PLAYING, smoothedSeconds: 3.1 }, facts(3.1))).toEqual({ type: 'rate', rate: 1.2 })
  })

  test.each([[0.79, 0.9], [0.59, 0.8], [0.34, 0.7]])('with %d of the floor it plays at %d at once', (share, rate) => {
    expect(actionOf(PLAYING, facts(share))).toEqual({ type: 'rate', rate })
  })

  test('plays at normal rate above 80 % of the floor', () => {
    expect(actionOf(PLAYING, facts(0.81))).toEqual({ type: 'none' })
  })

  test('of a floor above 2 s, only 2 s count', () => {
    const limits = { minSeconds: 3, maxSeconds: 5 }
    const playing: CacheState = { ...PLAYING, smoothedSeconds: 3 }
    expect(stepCache(playing, facts(1.65), limits).action).toEqual({ type: 'none' })
    expect(stepCache(playing, facts(1.55), limits).action).toEqual({ type: 'rate', rate: 0.9 })
  })

  test('keeps a slow rate until the cache is 10 % of the floor above the share where it began', () => {
    const slow: CacheState = { ...PLAYING, rate: 0.9 }
    expect(actionOf(slow, facts(0.88))).toEqual({ type: 'none' })
    expect(actionOf(slow, facts(0.91))).toEqual({ type: 'rate', rate: 1 })
  })

  test('refills the rest of a high floor at a rate that is only a little slower', () => {
    const limits = { minSeconds: 3, maxSeconds: 5 }
    const { action } = stepCache({ ...PLAYING, smoothedSeconds: 1.75 }, facts(1.75), limits)
    expect(action).toEqual({ type: 'rate', rate: 0.96 })
  })

  test('seeks when catching up would take too long', () => {
    expect(actionOf(PLAYING, facts(5.1))).toEqual({ type: 'seek', toSeconds: 14.1 })
  })

  test('does nothing during a seek', () => {
    expect(stepCache(PLAYING, facts(0, { isSeeking: true }), LIMITS))
      .toEqual({ state: PLAYING, action: { type: 'none' } })
  })

  test('a pause by the browser leads to filling', () => {
    expect(stepCache(PLAYING, facts(2, { isPaused: true }), LIMITS).state)
      .toEqual({ phase: 'filling', hasPlayed: true })
  })
})

/**
 * Plays a stream that arrives in steps, from its first byte. Returns the cache over time and the number of underruns.
 */
function simulate(
  limits: { minSeconds: number, maxSeconds: number },
  arrival: (nowMs: number) => number,
  seconds: number,
) {
  let state: CacheState = FILLING
  let playheadSeconds = 0
  let rate = 0
  let starved = 0
  const held: number[] = []
  for (let nowMs = 0; nowMs < seconds * 1000; nowMs += 20) {
    const endSeconds = arrival(nowMs)
    playheadSeconds = Math.min(endSeconds, playheadSeconds + rate * 0.02)
    if (nowMs % 100 !== 0) continue
    const before: CacheState['phase'] = state.phase
    const seen = { nowMs, ranges: [[0, endSeconds]] as const, playheadSeconds, readyState: 4 }
    const step = stepCache(state, { ...seen, isSeeking: false, isPaused: false }, limits)
    state = step.state
    if (before === 'playing' && state.phase === 'filling') starved += 1
    if (step.action.type === 'play') rate = 1
    if (step.action.type === 'pause') rate = 0
    if (step.action.type === 'rate') rate = step.action.rate
    if (step.action.type === 'play') playheadSeconds = step.action.seekToSeconds ?? playheadSeconds
    if (step.action.type === 'seek') playheadSeconds = step.action.toSeconds
    held.push(endSeconds - playheadSeconds)
  }
  return { held, starved }
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

describe.each([[0.3, 1], [1, 3], [3, 5]])('with a cache of %d to %d s', (minSeconds, maxSeconds) => {
  const limits = { minSeconds, maxSeconds }

  test('a steady stream has no underrun and stays within 0.1 s of the floor', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(40, 50, 67, 100), (gopMs, frameMs) => {
      // A new viewer gets up to a GOP immediately, then frame by frame.
      const arrival = (nowMs: number) => Math.floor((nowMs + gopMs) / frameMs) * frameMs / 1000
      const { held, starved } = simulate(limits, arrival, minSeconds + 20)
      expect(starved).toBe(0)
      expect(Math.abs(median(held.slice(-100)) - minSeconds)).toBeLessThan(0.1)
    }), { numRuns: 50 })
  })

  test('returns to the floor within 20 s after a freeze', () => {
    fc.assert(fc.property(fc.integer({ min: 500, max: 8000 }), freezeMs => {
      const frozenAtMs = 10_000
      const arrival = (nowMs: number) =>
        nowMs >= frozenAtMs && nowMs < frozenAtMs + freezeMs ? frozenAtMs / 1000 : nowMs / 1000
      const { held } = simulate(limits, arrival, (frozenAtMs + freezeMs) / 1000 + 40)
      expect(Math.abs(median(held.slice(-200)) - minSeconds)).toBeLessThan(0.1)
    }), { numRuns: 30 })
  })
})

test('a freeze shorter than the floor causes no underrun', () => {
  const arrival = (nowMs: number) => nowMs >= 20_000 && nowMs < 22_500 ? 20 : nowMs / 1000
  expect(simulate({ minSeconds: 3, maxSeconds: 5 }, arrival, 60).starved).toBe(0)
})

test('a freeze that is a fifth longer than a floor of 1.5 s causes no underrun, because the player slows', () => {
  const arrival = (nowMs: number) => nowMs >= 20_000 && nowMs < 21_750 ? 20 : nowMs / 1000
  expect(simulate({ minSeconds: 1.5, maxSeconds: 3.5 }, arrival, 60).starved).toBe(0)
})

test('plays at 0.7 to 1.2 times the normal rate', () => {
  fc.assert(fc.property(
    fc.double({ min: 0.1, max: 4, noNaN: true }),
    fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1 }),
    (minSeconds, caches) => {
      let state: CacheState = { ...PLAYING, smoothedSeconds: minSeconds }
      caches.forEach((aheadSeconds, place) => {
        const given = facts(aheadSeconds, { nowMs: (place + 1) * 100 })
        state = stepCache(state, given, { minSeconds, maxSeconds: minSeconds + 2 }).state
        if (state.phase === 'filling') return
        expect(state.rate).toBeGreaterThanOrEqual(0.7)
        expect(state.rate).toBeLessThanOrEqual(1.2)
      })
    },
  ))
})

test('never throws and never seeks outside the buffer', () => {
  const anyStart = fc.double({ min: 0, max: 50, noNaN: true })
  const anyLength = fc.double({ min: 0, max: 10, noNaN: true })
  const range = fc.tuple(anyStart, anyLength).map(([start, length]) => [start, start + length] as const)
  const anyFacts = fc.record({
    nowMs: fc.nat(), ranges: fc.array(range, { maxLength: 3 }).map(ranges => ranges.sort((a, b) => a[0] - b[0])),
    playheadSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
    readyState: fc.nat(4),
    isSeeking: fc.boolean(),
    isPaused: fc.boolean(),
  })
  const anyState = fc.constantFrom<CacheState>(FILLING, { phase: 'filling', hasPlayed: true }, PLAYING)
  fc.assert(fc.property(anyState, anyFacts, (state, given) => {
    const { action } = stepCache(state, given, LIMITS)
    const target = action.type === 'seek' ? action.toSeconds : action.type === 'play' ? action.seekToSeconds : undefined
    if (target !== undefined) expect(given.ranges.some(([start, end]) => start <= target && target <= end)).toBe(true)
  }))
})

test('corrects invalid limits', () => {
  expect(toCacheLimits(-1, 0)).toEqual({ minSeconds: 0.1, maxSeconds: 0.1 })
  expect(toCacheLimits(Number.NaN, Number.NaN)).toEqual({ minSeconds: 1, maxSeconds: 3 })
  expect(toCacheLimits(3, 1)).toEqual({ minSeconds: 3, maxSeconds: 3 })
})
