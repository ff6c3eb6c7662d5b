import { expect, it } from 'vitest'
import { restartDelayMs, retryDelayMs } from './backoff'

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

it('keeps five seconds between two starts', () => {
  const soonest = (sinceStartMs: number) => restartDelayMs(1, sinceStartMs, () => 0)
  expect([0, 1_200, 5_000, 60_000].map(soonest)).toEqual([5_000, 3_800, 0, 0])
  expect(soonest(-3_600_000)).toBe(5_000)
  expect(restartDelayMs(3, 60_000, () => 1)).toBe(1_000)
})
