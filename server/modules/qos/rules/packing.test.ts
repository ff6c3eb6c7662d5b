import fc from 'fast-check'
import { expect, it } from 'vitest'
import { QOS_STATES } from '../../../../contract/qos/samples'
import type { QosSample } from '../../../../contract/qos/samples'
import { pack, unpack } from './packing'

const value = fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: undefined })
const anySample: fc.Arbitrary<QosSample> = fc.record({
  atMs: fc.integer({ min: 0, max: 2_000_000_000_000 }), state: fc.constantFrom(...QOS_STATES),
  isConnected: fc.boolean(), isReachable: fc.boolean(), isHidden: fc.boolean(),
  codes: fc.array(fc.integer({ min: -99_999, max: 99_999 }), { maxLength: 16 }),
  status: fc.option(fc.record({
    kbps: value,
    videoKbps: value,
    audioKbps: value,
    fps: value,
    jitterMs: value,
    cacheMs: value,
    queueFrames: value,
    width: value,
    height: value,
    quality: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  }), { nil: undefined }),
})

it('unpacks the packed samples unchanged', () => {
  fc.assert(fc.property(fc.array(anySample, { maxLength: 60 }), samples => {
    expect(JSON.parse(JSON.stringify(unpack(pack(samples))))).toEqual(JSON.parse(JSON.stringify(samples)))
  }))
})

it('needs less than half of the bytes of the request', () => {
  const samples = Array.from({ length: 20 }, (_, second): QosSample => ({
    atMs: 1_795_459_484_212 + second * 1_000,
    state: 'good',
    isConnected: true,
    isReachable: true,
    isHidden: false,
    codes: [],
    status: {
      kbps: 912,
      videoKbps: 848,
      audioKbps: 64,
      fps: 25,
      jitterMs: 12,
      cacheMs: 1_200,
      width: 1280,
      height: 720,
      quality: 1,
    },
  }))
  expect(pack(samples).length * 2).toBeLessThan(JSON.stringify(samples).length)
})
