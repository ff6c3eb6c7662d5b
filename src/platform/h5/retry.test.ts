import { expect, test } from 'vitest'
import { retryDelayMs } from './retry'

const DELAYS_MS = [500, 1000, 2000]

test('delays grow and the tries end', () => {
  expect([1, 2, 3, 4].map(attempt => retryDelayMs(DELAYS_MS, attempt, 0.5))).toEqual([500, 1000, 2000, undefined])
})

test('random jitter moves a try by at most a quarter', () => {
  expect(retryDelayMs(DELAYS_MS, 2, 0)).toBe(750)
  expect(retryDelayMs(DELAYS_MS, 2, 1)).toBe(1250)
})
