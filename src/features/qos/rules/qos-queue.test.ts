import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { QosSample } from '@contract/qos/samples'
import { MOST_WAITING_SAMPLES, enqueue, markTried, readQueue, without } from './qos-queue'
import type { WaitingBatch } from './qos-queue'

const sample = (atMs: number): QosSample =>
  ({ atMs, state: 'good', isConnected: true, isReachable: true, isHidden: false, codes: [] })
const batch = (name: string, count: number, more: Partial<WaitingBatch> = {}): WaitingBatch => ({
  memberId: 'm', lessonId: 'l', isTried: false, ...more,
  body: {
    sessionId: 's', component: 'player', batch: name, samples: Array.from({ length: count }, (_, n) => sample(n)),
    dropped: 0,
  },
})
const brief = (queue: WaitingBatch[]) => queue.map(({ body }) => [body.batch, body.samples.length])

describe('batches that wait', () => {
  it('are merged while they fit into one', () => {
    const queue = [batch('a', 20), batch('b', 30), batch('c', 20)].reduce<WaitingBatch[]>(enqueue, [])
    expect(brief(queue)).toEqual([['a', 50], ['c', 20]])
  })

  it('are not merged after a try, so that no sample arrives twice', () => {
    const queue = enqueue(markTried([batch('a', 5)], 'a'), batch('b', 5))
    expect(brief(queue)).toEqual([['a', 5], ['b', 5]])
  })

  it.each<[string, Partial<WaitingBatch>]>([
    ['another member', { memberId: 'other' }], ['another lesson', { lessonId: 'other' }],
  ])('are not merged with those of %s', (_name, more) => {
    expect(enqueue([batch('a', 5)], batch('b', 5, more))).toHaveLength(2)
  })

  it('are removed after they have arrived', () => {
    expect(brief(without([batch('a', 5), batch('b', 6)], 'a'))).toEqual([['b', 6]])
  })

  it('are bounded, and dropped samples are counted', () => {
    const anySizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), { maxLength: 80 })
    fc.assert(fc.property(anySizes, sizes => {
      const queue = sizes.reduce<WaitingBatch[]>(
        (before, [size, isTried], n) => enqueue(before, batch(`b-${n}`, size, { isTried })), [],
      )
      const kept = queue.reduce((sum, { body }) => sum + body.samples.length, 0)
      const dropped = queue.reduce((sum, { body }) => sum + body.dropped, 0)
      expect(kept).toBeLessThanOrEqual(MOST_WAITING_SAMPLES)
      expect(kept + dropped).toBe(sizes.reduce((sum, [size]) => sum + size, 0))
      expect(queue.every(({ body }) => body.samples.length <= 60)).toBe(true)
    }))
  })

  it('are read from any stored value', () => {
    const whole = [batch('a', 2)]
    expect(readQueue(JSON.parse(JSON.stringify(whole)))).toEqual(whole)
    fc.assert(fc.property(fc.anything(), stored => {
      expect(Array.isArray(readQueue(stored))).toBe(true)
    }))
    expect(readQueue([{}, null, { ...whole[0], body: null }, { ...whole[0], body: { samples: [] } }, ...whole]))
      .toEqual(whole)
  })
})
