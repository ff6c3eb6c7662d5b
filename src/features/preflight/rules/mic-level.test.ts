import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SILENT_MIC, hear } from './mic-level'

const after = (...volumes: number[]) => volumes.reduce(hear, SILENT_MIC)

it('reads whichever scale the component uses', () => {
  expect(after(0.5).level).toBe(0.5)
  expect(after(50).level).toBe(0.5)
  expect(after(1_000, 500).level).toBe(0.5)
})

it('has heard somebody once they spoke, and not before', () => {
  expect(after(0, 2, 5).isHeard).toBe(false)
  expect(after(0, 20, 0)).toMatchObject({ isHeard: true, level: 0 })
})

it('stays between silence and full, whatever it is told', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.double(), fc.integer({ min: -200, max: 200 })), { minLength: 1 }), volumes => {
    const { level, loudest } = after(...volumes)
    expect(level).toBeGreaterThanOrEqual(0)
    expect(level).toBeLessThanOrEqual(1)
    expect(loudest).toBeGreaterThanOrEqual(level)
  }))
})
