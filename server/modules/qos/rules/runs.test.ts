import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QOS_STATES } from '../../../../contract/qos/samples'
import type { QosSample, QosState } from '../../../../contract/qos/samples'
import { inOrder, runsOf } from './runs'
import type { QosPart } from './runs'

const sample = (second: number, state: QosState, more: Partial<QosSample> = {}): QosSample =>
  ({ atMs: second * 1_000, state, isConnected: true, isReachable: true, isHidden: false, codes: [], ...more })

/** One sample a second: `{ good: 5 }, { lost: 3 }`. */
function line(...parts: [QosState, number, Partial<QosSample>?][]): QosSample[] {
  let second = 0
  return parts.flatMap(([state, seconds, more]) => Array.from({ length: seconds }, () => sample(second++, state, more)))
}

describe('the runs of one person', () => {
  it('are none without trouble', () => {
    expect(runsOf(line(['starting', 3], ['good', 60]))).toEqual([])
  })

  it('begin and end with the samples and have the worst state', () => {
    const runs = runsOf(line(
      ['good', 5],
      ['stalled', 3, { codes: [2007] }],
      ['lost', 4, { codes: [3005, 2103], isReachable: false }],
      ['good', 5],
    ))
    const extent = { worst: 'lost', startMs: 5_000, endMs: 12_000, unreachableMs: 4_000, codes: [2007, 3005, 2103] }
    const part = { ...extent, badMs: 7_000, outageEndMs: 12_000, evidentEndMs: 12_000 }
    expect(runs).toEqual([{ kind: 'network', ...extent, parts: [part] }])
  })

  it.each<[QosState, number, number]>([
    ['slow', 2, 0],
    ['slow', 3, 1],
    ['stalled', 1, 0],
    ['stalled', 2, 1],
    ['lost', 1, 1],
  ])('%s for %i s: %i', (state, seconds, count) => {
    expect(runsOf(line(['good', 5], [state, seconds], ['good', 9]))).toHaveLength(count)
  })

  it('are one when trouble returns immediately, and two otherwise', () => {
    expect(runsOf(line(['slow', 4], ['good', 4], ['slow', 4]))).toHaveLength(1)
    expect(runsOf(line(['slow', 4], ['good', 5], ['slow', 4]))).toHaveLength(2)
  })

  it('have parts that each begin where the picture was lost', () => {
    const [first] = runsOf(line(
      ['slow', 3, { codes: [2105] }], ['stalled', 2], ['lost', 2], ['slow', 1], ['good', 3],
      ['stalled', 2, { codes: [2007] }], ['good', 9],
    ))
    const row = ({ worst, startMs, outageEndMs, endMs, badMs, codes }: QosPart) =>
      [worst, startMs, outageEndMs, endMs, badMs, codes]
    expect(first?.parts.map(row)).toEqual([
      ['slow', 0, 0, 3_000, 3_000, [2105]],
      ['lost', 3_000, 7_000, 8_000, 5_000, []],
      ['stalled', 11_000, 13_000, 13_000, 2_000, [2007]],
    ])
    expect(first).toMatchObject({ worst: 'lost', startMs: 0, endMs: 13_000, codes: [2105, 2007] })
  })

  it('exclude from the evidence the time in which a component only waits', () => {
    const busy: Partial<QosSample> = { codes: [1101] }
    const poor: Partial<QosSample> = { status: { quality: 5 } }
    const evidentEnds = (...parts: Parameters<typeof line>) =>
      runsOf(line(...parts)).map(({ parts: [part] }) => part?.evidentEndMs)
    expect(evidentEnds(['slow', 4, busy], ['slow', 10], ['good', 9])).toEqual([4_000])
    expect(evidentEnds(['slow', 1, busy], ['slow', 5], ['slow', 1, poor], ['slow', 9])).toEqual([7_000])
    expect(evidentEnds(['lost', 4], ['slow', 9])).toEqual([4_000])
  })

  it('count a device without a network as unable to reach the API', () => {
    const [offline] = runsOf(line(['lost', 2], ['lost', 3, { isConnected: false }], ['good', 9]))
    expect(offline?.unreachableMs).toBe(3_000)
  })

  it('of different kinds exist side by side', () => {
    expect(runsOf(line(['call', 5], ['lost', 2], ['teacher-away', 3], ['device', 2])).map(({ kind }) => kind))
      .toEqual(['call', 'network', 'teacher-away', 'device'])
  })

  it('include the time in which WeChat had stopped the page', () => {
    const [run] = runsOf([sample(0, 'good'), sample(1, 'good', { isHidden: true }), sample(91, 'good')])
    expect(run).toMatchObject({ kind: 'background', startMs: 1_000, endMs: 91_000 })
  })

  it('are not extended over time without samples', () => {
    expect(runsOf([sample(0, 'lost'), sample(600, 'lost')]).map(({ startMs, endMs }) => endMs - startMs))
      .toEqual([3_000, 1_000])
  })

  it('lie within the samples, in order, separate by kind, and with reported codes, for any input', () => {
    const anySample = fc.record<QosSample>({
      atMs: fc.integer({ min: 0, max: 600_000 }),
      state: fc.constantFrom(...QOS_STATES),
      isConnected: fc.boolean(),
      isReachable: fc.boolean(),
      isHidden: fc.boolean(),
      codes: fc.array(fc.integer({ min: -3_000, max: 7_000 }), { maxLength: 4 }),
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
        expect([run.parts[0]?.startMs, run.parts.at(-1)?.endMs]).toEqual([run.startMs, run.endMs])
        run.parts.forEach((part, at) => {
          expect(part.startMs).toBeGreaterThanOrEqual(run.parts[at - 1]?.endMs ?? 0)
          for (const endMs of [part.outageEndMs, part.evidentEndMs]) {
            expect(part.startMs <= endMs && endMs <= part.endMs).toBe(true)
          }
        })
      })
      for (const kind of new Set(runs.map(run => run.kind))) {
        const same = runs.filter(run => run.kind === kind)
        same.slice(1).forEach((run, index) => expect(run.startMs).toBeGreaterThan(same[index]?.endMs ?? 0))
      }
      expect(runsOf(inOrder([...samples, ...samples]))).toEqual(runs)
    }))
  })
})
