import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPlayerNetStatus, toPusherNetStatus } from './netstatus'
import type { RawNetStatus } from './netstatus'

test('a player\'s report gets units', () => {
  expect(toPlayerNetStatus({
    videoBitrate: 812, audioBitrate: 48, videoFPS: 15, videoGOP: 1, netSpeed: 900, netJitter: 12,
    videoWidth: 540, videoHeight: 960, netQualityLevel: 2, videoCache: 1050, audioCache: 1100, avPlayInterval: -20,
  })).toEqual({
    videoBitrateKbps: 812, audioBitrateKbps: 48, fps: 15, gopSeconds: 1, speedKbps: 900, jitterMs: 12,
    width: 540, height: 960, qualityLevel: 2, videoCacheMs: 1050, audioCacheMs: 1100, avSkewMs: -20,
  })
})

test('a pusher\'s cache is frames waiting, not milliseconds', () => {
  expect(toPusherNetStatus({ videoCache: 3, audioCache: 1 })).toEqual({ videoQueueFrames: 3, audioQueueFrames: 1 })
})

test('quality 0 is "undefined" and therefore missing', () => {
  expect(toPlayerNetStatus({ netQualityLevel: 0 })).toEqual({})
})

test('numbers sent as text are read, senseless ones are left out', () => {
  const fromPhone = { videoBitrate: '640', videoFPS: Number.NaN, netSpeed: -1, netJitter: '' } as unknown as RawNetStatus
  expect(toPlayerNetStatus(fromPhone)).toEqual({ videoBitrateKbps: 640 })
})

test('whatever a phone sends, only finite numbers come out', () => {
  const keys = fc.constantFrom('videoBitrate', 'netSpeed', 'netQualityLevel', 'videoCache', 'avPlayInterval', 'videoWidth', 'other')
  fc.assert(fc.property(fc.dictionary(keys, fc.anything()), raw => {
    for (const value of [...Object.values(toPlayerNetStatus(raw)), ...Object.values(toPusherNetStatus(raw))]) {
      expect(Number.isFinite(value)).toBe(true)
    }
  }))
})
