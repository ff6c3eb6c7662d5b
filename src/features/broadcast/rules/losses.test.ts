import { expect, it } from 'vitest'
import { areMany, recentLosses } from './losses'

const MINUTE = 60_000

it('three losses within ten minutes are many', () => {
  expect(areMany([0, MINUTE], 2 * MINUTE)).toBe(false)
  expect(areMany([0, MINUTE, 9 * MINUTE], 9 * MINUTE)).toBe(true)
})

it('losses are forgotten after ten minutes, and when the clock is set back', () => {
  expect(areMany([0, MINUTE, 9 * MINUTE], 10 * MINUTE)).toBe(false)
  expect(recentLosses([0, 5 * MINUTE, 20 * MINUTE], 10 * MINUTE)).toEqual([5 * MINUTE])
})
