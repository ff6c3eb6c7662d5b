import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { loadTraces } from '../trace'
import type { TraceSet } from '../trace'

const digest = (set: TraceSet): string => {
  const hash = createHash('sha256')
  for (const trace of loadTraces(set)) hash.update(JSON.stringify(trace))
  return hash.digest('hex').slice(0, 16)
}

describe('generated traces', () => {
  const tuned = loadTraces('generated')
  const heldOut = loadTraces('generated-held-out')

  it('are at least 60, and hold out a third of all traces', () => {
    expect(tuned.length + heldOut.length).toBeGreaterThanOrEqual(60)
    const all = tuned.length + heldOut.length + loadTraces('tuned-on').length + loadTraces('held-out').length
    expect((heldOut.length + loadTraces('held-out').length) * 3).toBeGreaterThanOrEqual(all)
  })

  it('have different seeds in the two sets', () => {
    const seedsOf = (traces: typeof tuned) => traces.map(({ made }) => made.seed)
    expect(new Set([...seedsOf(tuned), ...seedsOf(heldOut)]).size).toBe(tuned.length + heldOut.length)
  })

  it('hold out three families completely', () => {
    const families = (traces: typeof tuned) => new Set(traces.map(({ made }) => made.recipe))
    expect([...families(heldOut)].filter(family => !families(tuned).has(family)).sort())
      .toEqual(['coastRoad', 'crowdedRoom', 'twoGenerations'])
  })

  it('are the same on every load and every machine', () => {
    expect(digest('generated')).toBe('b1bb5610d60489c7')
    expect(digest('generated-held-out')).toBe('fbb2b9ef0092881b')
  })

  it('have a capacity in order of time, never negative, and spans inside the trace', () => {
    for (const { seconds, capacity, uplinkStalls, teacherAway } of [...tuned, ...heldOut]) {
      expect(capacity.every(([atMs, kbps], place) => kbps >= 0 && atMs > (capacity[place - 1]?.[0] ?? -1))).toBe(true)
      expect(capacity.at(-1)?.[0]).toBeLessThan(seconds * 1000)
      const spans = [...uplinkStalls, ...teacherAway]
      expect(spans.every(([fromMs, toMs]) => fromMs < toMs && toMs < seconds * 1000)).toBe(true)
    }
  })
})
