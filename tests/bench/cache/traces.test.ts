/** The targets of `npm run bench:cache` in the model. It has no real clock, so the result is the same everywhere. */
import { describe, expect, it } from 'vitest'
import { replayTrace } from './replay'
import { stallsAbove, toScores } from './score'
import { loadTraces } from './trace'
import type { TraceSet } from './trace'

const SETS = { 'tuned-on': loadTraces('tuned-on'), 'held-out': loadTraces('held-out') }

it('holds out a third of the traces and has every kind of trace in both sets', () => {
  expect(SETS['held-out'].length * 3).toBeGreaterThanOrEqual(SETS['tuned-on'].length + SETS['held-out'].length - 2)
  const kinds = (set: TraceSet) => new Set(SETS[set].map(({ kind }) => kind))
  expect(kinds('held-out')).toEqual(kinds('tuned-on'))
})

const REPLAYED = {
  'tuned-on': SETS['tuned-on'].map(trace => replayTrace(trace, 'floor')),
  'held-out': SETS['held-out'].map(trace => replayTrace(trace, 'floor')),
}
const ALL = Object.values(REPLAYED).flat()

it('has 30 % less latency than 3/5, at most 10 % more stall time, and half of the stall time of 1/3', () => {
  const { '1/3': low, '3/5': high, automatic } = toScores(ALL)
  expect(automatic.latencyMs).toBeLessThanOrEqual(high.latencyMs * 0.7)
  expect(automatic.stalledMs).toBeLessThanOrEqual(high.stalledMs * 1.1)
  expect(automatic.stalledMs).toBeLessThanOrEqual(low.stalledMs / 2)
})

/** The held-out traces miss the 10 % target by some points (docs/cache-tuner.md). They must not get worse. */
const MOST_STALL_TIME = { 'tuned-on': 1.1, 'held-out': 1.16 }

describe.each(['tuned-on', 'held-out'] as const)('on the %s traces', set => {
  const { '1/3': low, '3/5': high, automatic } = toScores(REPLAYED[set])

  it('the fixed caches stall too', () => {
    expect(low.stallShare).toBeGreaterThan(0.01)
    expect(high.stallShare).toBeGreaterThan(0.003)
  })

  it('latency is at least 30 % below 3/5', () => {
    expect(automatic.latencyMs).toBeLessThanOrEqual(high.latencyMs * 0.7)
  })

  it('stall time is near 3/5 and less than half of 1/3', () => {
    expect(automatic.stalledMs).toBeLessThanOrEqual(high.stalledMs * MOST_STALL_TIME[set])
    expect(automatic.stalledMs).toBeLessThanOrEqual(low.stalledMs / 2)
  })

  it('no trace has more than one stall above 3/5', () => {
    expect(REPLAYED[set].filter(it => stallsAbove(it) > 1).map(({ trace }) => trace.name)).toEqual([])
  })

  it('the limits change at most seven times a minute', () => {
    for (const { trace, viewings } of REPLAYED[set]) {
      expect(viewings.automatic.changes / (trace.seconds / 60)).toBeLessThanOrEqual(7)
    }
  })
})

it('has less latency than 3/5 and less stall time than 1/3 under the band law', () => {
  const { '1/3': low, '3/5': high, automatic } = toScores(ALL.map(({ trace }) => replayTrace(trace, 'band')))
  expect(automatic.latencyMs).toBeLessThan(high.latencyMs * 0.75)
  expect(automatic.stalledMs).toBeLessThan(low.stalledMs * 0.8)
})
