import { expect, it } from 'vitest'
import { guideSeconds, lowestSeconds, needOfStall, needOfStatus } from './cache-need'

it('interpolates between the guide\'s two settings', () => {
  expect([500, 1000, 1200, 2500, 4000].map(guideSeconds)).toEqual([1, 1, 1, 3, 3])
  expect(guideSeconds(1850)).toBeCloseTo(2)
})

it('has a higher lowest floor for a high bitrate', () => {
  expect(lowestSeconds(2500)).toBeGreaterThan(lowestSeconds(1000))
})

it('adds floor, length and margin for a stall, less for a long outage', () => {
  expect(needOfStall(1, 0.8)).toBeGreaterThan(1.8)
  expect(needOfStall(1, 30)).toBeLessThan(needOfStall(1, 2.5))
})

it('ignores a small drop of the cache, and weights a large one', () => {
  expect(needOfStatus({ videoCacheMs: 1000 }, 1200)).toBe(0)
  expect(needOfStatus({ videoCacheMs: 400 }, 1200)).toBeGreaterThan(0.8)
  expect(needOfStatus({ videoCacheMs: 400 }, undefined)).toBe(0)
  expect(needOfStatus({}, 1200)).toBe(0)
})

it('caps the need of jitter at 2 s', () => {
  expect(needOfStatus({ jitterMs: 1e6 }, undefined)).toBe(2)
})
