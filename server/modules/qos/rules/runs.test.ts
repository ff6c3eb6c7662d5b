import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QOS_STATES } from '../../../../contract/qos/samples'
import type { QosSample, QosState } from '../../../../contract/qos/samples'
import { inOrder, runsOf } from './runs'

const sample = (second: number, state: QosState, more: Partial<QosSample> = {}): QosSample =>
  ({ atMs: second * 1_000, state, isConnected: true, isReachable: true, isHidden: false, codes: [], ...more })

/** One sample a second: `{ good: 5 }, { lost: 3 }`. */
function line(...parts: [QosState, number, Partial<QosSample>?][]): QosSample[] {
  let second = 0
  return parts.flatMap(([state, seconds, more]) => Array.from({ length: seconds }, () => sample(second++, state, more)))
}

describe('the troubles of one person', () => {
  it('are none while all is well', () => {
    expect(runsOf(line(['starting', 3], ['good', 60]))).toEqual([])
  })

  it('begin and end with the samples, at their worst', () => {
    const runs = runsOf(line(['good', 5], ['stalled', 3, { codes: [2007] }], ['lost', 4, { codes: [3005, 2103], isReachable: false }], ['good', 5]))
    expect(runs).toEqual([{ kind: 'network', worst: 'lost', startMs: 5_000, endMs: 12_000, unreachableMs: 4_000, codes: [2007, 3005, 2103] }])
  })

  it.each<[QosState, number, number]>([['slow', 2, 0], ['slow', 3, 1], ['stalled', 1, 0], ['stalled', 2, 1], ['lost', 1, 1]])('%s for %i s: %i', (state, seconds, count) => {
    expect(runsOf(line(['good', 5], [state, seconds], ['good', 9]))).toHaveLength(count)
  })

  it('are one when they come back at once, two when not', () => {
    expect(runsOf(line(['slow', 4], ['good', 4], ['slow', 4]))).toHaveLength(1)
    expect(runsOf(line(['slow', 4], ['good', 5], ['slow', 4]))).toHaveLength(2)
  })

  it('are of different kinds side by side', () => {
    expect(runsOf(line(['call', 5], ['lost', 2], ['teacher-away', 3], ['device', 2])).map(({ kind }) => kind)).toEqual(['call', 'network', 'teacher-away', 'device'])
  })

  it('include the time in which WeChat had stopped the page', () => {
    const [run] = runsOf([sample(0, 'good'), sample(1, 'good', { isHidden: true }), sample(91, 'good')])
    expect(run).toMatchObject({ kind: 'background', startMs: 1_000, endMs: 91_000 })
  })

  it('are not guessed where nothing was sampled', () => {
    expect(runsOf([sample(0, 'lost'), sample(600, 'lost')]).map(({ startMs, endMs }) => endMs - startMs)).toEqual([3_000, 1_000])
  })

  it('whatever comes: lie within the samples, in order, apart from each other by kind, with codes that were reported', () => {
    const anySample = fc.record<QosSample>({
      atMs: fc.integer({ min: 0, max: 600_000 }), state: fc.constantFrom(...QOS_STATES), isConnected: fc.boolean(), isReachable: fc.boolean(),
      isHidden: fc.boolean(), codes: fc.array(fc.integer({ min: -3_000, max: 7_000 }), { maxLength: 4 }),
    })
    fc.assert(fc.property(fc.array(anySample, { maxLength: 120 }), samples => {
      const ordered = inOrder(samples)
      const runs = runsOf(ordered)
      const codes = new Set(samples.flatMap(it => it.codes))
      const lastMs = (ordered.at(-1)?.atMs ?? 0) + 3_000
      runs.forEach((run, index) => {
        expect(run.startMs).toBeLessThan(run.endMs)
        expect(run.endMs).toBeLessThanOrEqual(lastMs)
        expect(run.unreachableMs).toBeLessThanOrEqual(run.endMs - run.startMs)
        expect(run.startMs).toBeGreaterThanOrEqual(runs[index - 1]?.startMs ?? 0)
        expect(run.codes.every(code => codes.has(code))).toBe(true)
      })
      for (const kind of new Set(runs.map(run => run.kind))) {
        const same = runs.filter(run => run.kind === kind)
        same.slice(1).forEach((run, index) => expect(run.startMs).toBeGreaterThan(same[index]?.endMs ?? 0))
      }
      expect(runsOf(inOrder([...samples, ...samples]))).toEqual(runs)
    }))
  })
})
