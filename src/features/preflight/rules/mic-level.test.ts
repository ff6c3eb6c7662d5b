import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SILENT_MIC, hear } from './mic-level'

const after = (...volumes: number[]) => volumes.reduce(hear, SILENT_MIC)

it('detects the scale of the component', () => {
  expect(after(0.5).level).toBe(0.5)
  expect(after(50).level).toBe(0.5)
  expect(after(1_000, 500).level).toBe(0.5)
})

it('counts as heard after the first loud sound', () => {
  expect(after(0, 2, 5).isHeard).toBe(false)
  expect(after(0, 20, 0)).toMatchObject({ isHeard: true, level: 0 })
})

it('keeps the level between 0 and 1 for any input', () => {
  const volume = fc.oneof(fc.double(), fc.integer({ min: -200, max: 200 }))
  fc.assert(fc.property(fc.array(volume, { minLength: 1 }), volumes => {
    const { level, loudest } = after(...volumes)
    expect(level).toBeGreaterThanOrEqual(0)
    expect(level).toBeLessThanOrEqual(1)
    expect(loudest).toBeGreaterThanOrEqual(level)
  }))
})
