import { expect, it } from 'vitest'
import { needOfStall, needOfStatus } from './cache-need'

it('adds floor, length and margin for a stall, less for a long outage', () => {
  expect(needOfStall(1, 0.8)).toBeGreaterThan(1.8)
  expect(needOfStall(1, 30)).toBeLessThan(needOfStall(1, 2.5))
})

it('ignores a small drop of the cache, and weights a large one', () => {
  expect(needOfStatus({ videoCacheMs: 1000 }, 1200, 1.2)).toBe(0)
  expect(needOfStatus({ videoCacheMs: 400 }, 1200, 1.2)).toBeGreaterThan(0.8)
  expect(needOfStatus({ videoCacheMs: 400 }, undefined, 1.2)).toBe(0)
  expect(needOfStatus({}, 1200, 1.2)).toBe(0)
})

it('ignores a cache that falls to the floor, because the player catches up', () => {
  expect(needOfStatus({ videoCacheMs: 1900 }, 3000, 1)).toBe(0)
  expect(needOfStatus({ videoCacheMs: 900 }, 3000, 1)).toBeGreaterThan(2)
})

it('caps the need of jitter', () => {
  expect(needOfStatus({ jitterMs: 1e6 }, undefined, 1)).toBeLessThan(2)
})
