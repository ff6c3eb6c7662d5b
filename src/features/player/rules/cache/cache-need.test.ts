import { expect, it } from 'vitest'
import { guideSeconds, lowestSeconds, needOfStall, needOfStatus } from './cache-need'

it('the guide\'s two settings are met at its two bitrates, with a line between', () => {
  expect([500, 1000, 1200, 2500, 4000].map(guideSeconds)).toEqual([1, 1, 1, 3, 3])
  expect(guideSeconds(1850)).toBeCloseTo(2)
})

it('a high bitrate may come down less far', () => {
  expect(lowestSeconds(2500)).toBeGreaterThan(lowestSeconds(1000))
})

it('a stall would have needed the floor, its own length and some more', () => {
  expect(needOfStall(1, 0.8)).toBeGreaterThan(1.8)
  expect(needOfStall(1, 30)).toBeLessThan(needOfStall(1, 2.5))
})

it('a cache that breathes needs nothing, one that falls needs more than it fell', () => {
  expect(needOfStatus({ videoCacheMs: 1000 }, 1200)).toBe(0)
  expect(needOfStatus({ videoCacheMs: 400 }, 1200)).toBeGreaterThan(0.8)
  expect(needOfStatus({ videoCacheMs: 400 }, undefined)).toBe(0)
  expect(needOfStatus({}, 1200)).toBe(0)
})

it('jitter of whatever unit asks for two seconds at most', () => {
  expect(needOfStatus({ jitterMs: 1e6 }, undefined)).toBe(2)
})
