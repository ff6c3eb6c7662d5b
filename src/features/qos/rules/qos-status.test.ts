import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RawNetStatus } from '@/features/codes/netstatus'
import { toQosStatus } from './qos-status'

it('has whole units and the queue of its component', () => {
  const raw = {
    videoBitrate: 800.4, audioBitrate: 64, videoFPS: 24.6, netSpeed: 870, netJitter: 12, videoWidth: 1280,
    videoHeight: 720, netQualityLevel: 2, videoCache: 1200,
  }
  const both = { kbps: 870, videoKbps: 800, audioKbps: 64, fps: 25, jitterMs: 12, width: 1280, height: 720, quality: 2 }
  expect(toQosStatus('player', raw)).toEqual({ ...both, cacheMs: 1200 })
  expect(toQosStatus('pusher', raw)).toEqual({ ...both, queueFrames: 1200 })
})

it('holds only numbers within bounds for any report', () => {
  const anything = fc.dictionary(
    fc.constantFrom('videoBitrate', 'netSpeed', 'videoFPS', 'netQualityLevel', 'videoCache', 'url', 'pushUrl'),
    fc.anything(),
  )
  fc.assert(fc.property(anything, fc.constantFrom('pusher' as const, 'player' as const), (raw, component) => {
    for (const value of Object.values(toQosStatus(component, raw as RawNetStatus))) {
      expect(Number.isInteger(value) && value >= 0 && value <= 10_000_000).toBe(true)
    }
  }))
})
