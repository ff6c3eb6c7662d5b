import { expect, it } from 'vitest'
import { delayMs, restMs, retryDelayMs } from './backoff'

const longest = (attempt: number) => retryDelayMs(attempt, () => 1)

it('starts at 300 ms and stays below a second for the first tries', () => {
  expect([1, 2, 3, 30].map(longest)).toEqual([300, 600, 1_000, 1_000])
})

it('is at most 5 s for later tries', () => {
  expect([31, 100, 5_000].map(longest)).toEqual([5_000, 5_000, 5_000])
})

it('spreads the delays over the whole range', () => {
  expect([0, 0.25, 0.5].map(share => retryDelayMs(3, () => share))).toEqual([0, 250, 500])
})

it('keeps six seconds between two tries to start', () => {
  expect([0, 1_200, 6_000, 60_000].map(restMs)).toEqual([6_000, 4_800, 0, 0])
  expect(restMs(-3_600_000)).toBe(6_000)
  const soonest = (sinceStartMs: number) => delayMs(1, 'start', sinceStartMs, () => 0.5)
  expect([0, 60_000].map(soonest)).toEqual([6_000, 150])
  expect([0, 60_000].map(since => delayMs(1, 'now', since, () => 0.5))).toEqual([6_000, 0])
  expect(delayMs(1, 'request', 0, () => 0.5)).toBe(150)
})
