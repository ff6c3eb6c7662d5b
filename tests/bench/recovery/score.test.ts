import { expect, test } from 'vitest'
import { OnAirWatch } from './on-air-watch'
import type { Facts } from './on-air-watch'
import { mostStartsOf, ratioOf } from './score'

const FLOWING: Facts = { isFlowing: true, isPossible: true, phase: 'live', wrong: undefined }
const OFF: Facts = { ...FLOWING, isFlowing: false }
const AWAY: Facts = { ...OFF, isPossible: false }

test('a gap is as long as its impossible part and a reconnection at ratio 1', () => {
  const watch = new OnAirWatch()
  watch.update(0, FLOWING, [])
  watch.update(100_000, AWAY, [])
  watch.update(130_000, OFF, [])
  watch.update(135_000, FLOWING, [])
  watch.end(200_000)
  expect(watch.gaps).toEqual([{ fromMs: 100_000, toMs: 135_000, impossibleMs: 30_000, causes: 1 }])
  expect(watch.gaps.map(ratioOf)).toEqual([1])
})

test('a gap without a cause is self-made', () => {
  const watch = new OnAirWatch()
  watch.update(0, FLOWING, [])
  watch.update(100_000, OFF, [])
  watch.update(102_000, FLOWING, [])
  expect(watch.gaps.map(ratioOf)).toEqual([Number.POSITIVE_INFINITY])
})

test('an incident without a length causes the gap after it, and one during it is a second cause', () => {
  const watch = new OnAirWatch()
  watch.update(0, FLOWING, [])
  watch.cause(99_000)
  watch.update(100_000, OFF, [])
  watch.cause(105_000)
  watch.update(110_000, FLOWING, [])
  expect(watch.gaps).toMatchObject([{ causes: 2 }])
  expect(watch.gaps.map(ratioOf)).toEqual([1])
})

test('only a wrong phase that lasts for more than a minute is a finding, once', () => {
  const watch = new OnAirWatch()
  const stuck: Facts = { ...OFF, phase: 'asking', wrong: 'dead end' }
  watch.update(0, stuck, [])
  watch.update(59_000, FLOWING, [])
  watch.update(60_000, stuck, ['live -SERVER_CLOSED-> asking'])
  watch.update(120_000, stuck, [])
  expect(watch.findings).toEqual([])
  watch.update(121_000, stuck, ['live -SERVER_CLOSED-> asking'])
  watch.update(300_000, stuck, [])
  expect(watch.findings).toEqual([
    { kind: 'dead end', phase: 'asking', atMs: 60_000, trail: ['live -SERVER_CLOSED-> asking'] },
  ])
})

test('starts are counted in any five seconds', () => {
  expect(mostStartsOf([])).toBe(0)
  expect(mostStartsOf([0, 5_000, 10_000])).toBe(1)
  expect(mostStartsOf([0, 4_999, 9_000, 9_100])).toBe(3)
})
