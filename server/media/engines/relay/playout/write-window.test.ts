import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RELAY_LIMITS } from '../limits'
import { windowMsFor } from './write-window'

const windowMs = (viewers: number): number => windowMsFor(viewers, RELAY_LIMITS)

test('the window is short for one class, 100 ms for hundreds of viewers, and a little shorter for thousands', () => {
  expect([0, 60, 100].map(windowMs)).toEqual([20, 20, 20])
  expect([250, 500, 1_000, 2_000, 10_000].map(windowMs)).toEqual([50, 100, 95, 85, 85])
})

test('the window stays within its limits for any number of viewers', () => {
  fc.assert(fc.property(fc.nat(20_000), fc.integer({ min: 1, max: 200 }), (viewers, onlyMs) => {
    expect(windowMs(viewers)).toBeGreaterThanOrEqual(RELAY_LIMITS.minWindowMs)
    expect(windowMs(viewers)).toBeLessThanOrEqual(RELAY_LIMITS.maxWindowMs)
    expect(windowMsFor(viewers, { minWindowMs: onlyMs, maxWindowMs: onlyMs })).toBe(onlyMs)
  }))
})
