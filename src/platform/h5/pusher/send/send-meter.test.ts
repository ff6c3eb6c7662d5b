import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SendMeter } from './send-meter'

/**
 * 1000 bytes every 50 ms, acknowledged `wayMs` later up to `untilMs`; the line drains from `drainsFromMs` on. Returns
 * the meter at `endMs`.
 */
function run(endMs: number, wayMs: (atMs: number) => number, untilMs = endMs, drainsFromMs = endMs) {
  const meter = new SendMeter(0)
  const arrivals: { atMs: number, total: number }[] = []
  for (let nowMs = 0; nowMs <= endMs; nowMs += 50) {
    meter.setDraining(nowMs > drainsFromMs, nowMs)
    meter.sent(1000, nowMs)
    arrivals.push({ atMs: nowMs + wayMs(nowMs), total: 1000 + nowMs * 20 })
    if (nowMs % 250 !== 0 || nowMs > untilMs) continue
    const arrived = arrivals.filter(({ atMs }) => atMs <= nowMs).at(-1)
    if (arrived) meter.received(arrived.total, nowMs)
  }
  return meter
}

test('a long travel time is not a delay', () => {
  expect(run(10_000, () => 40).lateMs(10_000)).toBeLessThan(100)
  expect(run(10_000, () => 600).lateMs(10_000)).toBeLessThan(100)
})

test('sees a growing queue anywhere in the system', () => {
  const meter = run(10_000, atMs => 40 + Math.max(0, atMs - 5_000))
  expect(meter.lateMs(10_000)).toBeGreaterThan(1_500)
})

test('reports no delay once the queue is gone', () => {
  expect(run(12_000, atMs => (atMs > 3_000 && atMs < 6_000 ? 2_000 : 40)).lateMs(12_000)).toBeLessThan(100)
})

/** As `run`, with the line draining from 5 s on. */
const drain = (endMs: number, wayMs: (atMs: number) => number) => run(endMs, wayMs, endMs, 5_000).lateMs(endMs)

test('takes a delay that stays while the line drains for a longer travel time', () => {
  const stays = (atMs: number) => (atMs < 4_000 ? 40 : 1_250)
  expect(run(10_000, stays).lateMs(10_000)).toBeGreaterThan(800)
  expect(drain(10_000, stays)).toBeLessThan(300)
})

test('takes a queue that shrinks while the line drains for a queue', () => {
  expect(drain(10_000, atMs => (atMs < 4_000 ? 40 : Math.max(40, 1_900 - (atMs - 4_000) * 0.2)))).toBeGreaterThan(500)
})

test('takes a queue that grows while the line drains for a queue', () => {
  expect(drain(10_000, atMs => (atMs < 4_000 ? 40 : 800 + (atMs - 4_000) * 0.15))).toBeGreaterThan(1_000)
})

test('takes no delay of more than two seconds for travel time', () => {
  expect(drain(14_000, atMs => (atMs < 4_000 ? 40 : 2_400))).toBeGreaterThan(2_000)
})

test('measures the silence of the server', () => {
  const meter = run(10_000, () => 40, 4_000)
  expect(meter.silentMs(10_000)).toBe(6_000)
  expect(meter.lateMs(10_000)).toBeGreaterThan(5_000)
})

test('a server without a due acknowledgement is not silent', () => {
  const meter = new SendMeter(0)
  expect(meter.silentMs(60_000)).toBe(0)
  meter.sent(500, 60_000)
  expect(meter.silentMs(61_000)).toBe(1_000)
  meter.received(500, 61_000)
  expect(meter.silentMs(99_000)).toBe(0)
})

test('ignores impossible numbers', () => {
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 1_000 }))),
    steps => {
      const meter = new SendMeter(0)
      let nowMs = 0
      for (const [isSent, bytes, passedMs] of steps) {
        nowMs += passedMs
        if (isSent) meter.sent(bytes, nowMs)
        else meter.received(bytes, nowMs)
        expect(meter.lateMs(nowMs)).toBeGreaterThanOrEqual(0)
        expect(meter.silentMs(nowMs)).toBeGreaterThanOrEqual(0)
        expect(meter.lateMs(nowMs)).toBeLessThanOrEqual(nowMs)
      }
    },
  ))
})
