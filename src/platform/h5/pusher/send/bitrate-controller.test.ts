import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextBitrate, startBitrate } from './bitrate-controller'

const LIMITS = { minBitrateKbps: 300, maxBitrateKbps: 800 }

/** Runs the controller once a second on a sequence of queues, from its start state. */
function run(queuesMs: readonly number[]) {
  let state = startBitrate(LIMITS, 0)
  return queuesMs.map((queueMs, second) => {
    state = nextBitrate(state, queueMs, (second + 1) * 1000, LIMITS)
    return state.bitrateKbps
  })
}

test('starts at the maximum and keeps it on a good network', () => {
  expect(new Set(run(Array<number>(60).fill(0)))).toEqual(new Set([800]))
})

test('a long queue lowers the bitrate step by step, down to the minimum', () => {
  expect(run(Array<number>(9).fill(1200))).toEqual([800, 560, 560, 392, 392, 300, 300, 300, 300])
})

test('raises the bitrate only after eight good seconds', () => {
  const bitrates = run([1200, 1200, ...Array<number>(9).fill(0)])
  expect(bitrates.slice(1, 9)).toEqual(Array(8).fill(560))
  expect(bitrates.at(-1)).toBe(644)
})

test('follows changed limits', () => {
  expect(nextBitrate(startBitrate(LIMITS, 0), 0, 1000, { minBitrateKbps: 900, maxBitrateKbps: 1200 }).bitrateKbps)
    .toBe(900)
})

test('stays within the limits', () => {
  fc.assert(fc.property(fc.array(fc.nat(5000), { maxLength: 100 }), queuesMs => {
    for (const kbps of run(queuesMs)) expect(kbps).toSatisfy((value: number) => value >= 300 && value <= 800)
  }))
})
