import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sparkMask, sparkPath } from './sparkline'

test('a line goes from the past to now with the highest value at the top', () => {
  expect(sparkPath([{ atMs: 0, value: 0 }, { atMs: 5_000, value: 100 }, { atMs: 10_000, value: 50 }], 0, 10_000))
    .toBe('M0.0 30.0L50.0 2.0L100.0 16.0')
})

test('a long interval is a gap, and a single report gives no line', () => {
  expect(
    sparkPath([{ atMs: 0, value: 1 }, { atMs: 2_000, value: 1 }, { atMs: 60_000, value: 1 }], 0, 60_000).match(/M/g),
  ).toHaveLength(2)
  expect(sparkPath([{ atMs: 0, value: 1 }], 0, 60_000)).toBe('')
})

test('any series stays inside the view box and short', () => {
  const point = fc.record({ atMs: fc.integer({ min: 0, max: 300_000 }), value: fc.nat(1_000_000) })
  fc.assert(fc.property(fc.array(point, { maxLength: 200 }), points => {
    const sorted = [...points].sort((a, b) => a.atMs - b.atMs)
    const numbers = sparkPath(sorted, 0, 300_000).split(/[ML ]/).filter(Boolean).map(Number)
    expect(numbers.every((number, n) => number >= 0 && number <= (n % 2 === 0 ? 100 : 32))).toBe(true)
    expect(numbers.length).toBeLessThanOrEqual(2 * 61)
  }))
})

test('the mask is one CSS declaration with an encoded SVG', () => {
  expect(sparkMask('M0 0L1 1')).not.toMatch(/[<>]/)
})
