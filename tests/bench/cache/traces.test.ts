/** The results of `npm run bench:cache` in the model. It has no real clock, so the result is the same everywhere. */
import { describe, expect, it } from 'vitest'
import { FIXED_PAIRS, replayTrace, replayVariant } from './replay'
import type { Replayed } from './replay'
import { excessOver, scoreOf, toScores, tooManyStalls } from './score'
import { TRACE_SETS, loadTraces } from './trace'
import type { TraceSet } from './trace'

it('has every kind of stored trace in both sets', () => {
  const kinds = (set: TraceSet) => new Set(loadTraces(set).map(({ kind }) => kind))
  expect(kinds('held-out')).toEqual(kinds('tuned-on'))
})

/** Measured (docs/performance.md), with a small margin: the tuner must not get worse. */
const LIMITS: Record<TraceSet, { latencySaved: number, stallSaved: number, tooManyStalls: number }> = {
  'tuned-on': { latencySaved: 0.31, stallSaved: 0.35, tooManyStalls: 0.04 },
  'held-out': { latencySaved: 0.28, stallSaved: 0.06, tooManyStalls: 0.15 },
  'generated': { latencySaved: 0.305, stallSaved: 0.345, tooManyStalls: 0.03 },
  'generated-held-out': { latencySaved: 0.27, stallSaved: 0.375, tooManyStalls: 0.07 },
}

describe.each(TRACE_SETS)('on the %s traces', set => {
  const traces = loadTraces(set)
  const replayed: Replayed[] = traces.map(trace => replayTrace(trace, 'floor'))
  const { '1/3': low, '3/5': high, automatic } = toScores(replayed)

  it('the fixed caches stall, too', () => {
    expect(low.stallShare).toBeGreaterThan(0.01)
    expect(high.stallShare).toBeGreaterThan(0.003)
  })

  it('latency is far below 3/5', () => {
    expect(automatic.latencyMs).toBeLessThanOrEqual(high.latencyMs * (1 - LIMITS[set].latencySaved))
  })

  it('stall time is far below 3/5 on a player that does not slow, and below 1/3', () => {
    const nativeMs = traces.reduce((total, trace) => total + replayVariant(trace, 'near', '3/5').stalledMs, 0)
    expect(automatic.stalledMs).toBeLessThanOrEqual(nativeMs * (1 - LIMITS[set].stallSaved))
    expect(automatic.stalledMs).toBeLessThan(low.stalledMs)
  })

  it('few traces have more than one stall above 3/5', () => {
    expect(tooManyStalls(replayed)).toBeLessThanOrEqual(LIMITS[set].tooManyStalls)
  })

  it('the limits change at most eight times a minute', () => {
    for (const { trace, viewings } of replayed) {
      expect(viewings.automatic.changes / (trace.seconds / 60)).toBeLessThanOrEqual(8)
    }
  })
})

/** Two sets are enough here: every trace is played 24 times. `npm run bench:cache` has all sets. */
describe.each(['near', 'band'] as const)('under the law "%s" of a native player', law => {
  it.each(['tuned-on', 'held-out'] as const)('no fixed pair is better in both figures by over 5 %%: %s', set => {
    const replayed = loadTraces(set).map(trace => replayTrace(trace, law))
    const excesses = FIXED_PAIRS[law].map((_, place) => excessOver(replayed, place))
    expect(Math.max(...excesses)).toBeLessThanOrEqual(0.05)
    expect(scoreOf(replayed, 'automatic').latencyMs).toBeLessThan(scoreOf(replayed, '3/5').latencyMs)
  })
})
