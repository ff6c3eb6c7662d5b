import { describe, expect, it } from 'vitest'
import type { QosSample } from '../../../contract/qos/samples'
import { thin } from './export'

const samples = (count: number, more: (index: number) => Partial<QosSample> = () => ({})): QosSample[] =>
  Array.from({ length: count }, (_, index) => ({
    atMs: index * 1_000,
    state: 'good',
    isConnected: true,
    isReachable: true,
    isHidden: false,
    codes: [],
    ...more(index),
  }))

describe('an export', () => {
  it('holds all samples of a short class', () => {
    expect(thin([samples(100), samples(200)])).toMatchObject({ step: 1, samples: [{ length: 100 }, { length: 200 }] })
  })

  it('of a long class holds every n-th sample, and all with a trouble or a code', () => {
    const notable: Record<number, Partial<QosSample>> = { 7: { state: 'lost' }, 8: { codes: [2103] } }
    const { step, samples: [kept = []] } = thin([samples(90_000, index => notable[index] ?? {})])
    expect(step).toBe(3)
    expect(kept).toHaveLength(30_000 + 2)
  })

  it('is bounded even when all samples show trouble', () => {
    expect(thin([samples(90_000, () => ({ state: 'slow' }))]).samples[0]).toHaveLength(30_000)
  })
})
