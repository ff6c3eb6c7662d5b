import { describe, expect, it } from 'vitest'
import type { QosSample } from '../../../contract/qos/samples'
import { thin } from './export'

const samples = (count: number, more: (index: number) => Partial<QosSample> = () => ({})): QosSample[] => Array.from({ length: count }, (_, index) =>
  ({ atMs: index * 1_000, state: 'good', isConnected: true, isReachable: true, isHidden: false, codes: [], ...more(index) }))

describe('an export', () => {
  it('holds everything of a short class', () => {
    expect(thin([samples(100), samples(200)])).toMatchObject({ step: 1, samples: [{ length: 100 }, { length: 200 }] })
  })

  it('of a long one holds every n-th sample, and all that tell of a trouble', () => {
    const { step, samples: [kept = []] } = thin([samples(90_000, index => (index === 7 ? { state: 'lost' } : index === 8 ? { codes: [2103] } : {}))])
    expect(step).toBe(3)
    expect(kept).toHaveLength(30_000 + 2)
  })

  it('is bounded even where everything was trouble', () => {
    expect(thin([samples(90_000, () => ({ state: 'slow' }))]).samples[0]).toHaveLength(30_000)
  })
})
