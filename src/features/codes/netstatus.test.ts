import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPlayerNetStatus, toPusherNetStatus } from './netstatus'
import type { RawNetStatus } from './netstatus'

test('converts a player\'s report to values with units', () => {
  expect(toPlayerNetStatus({
    videoBitrate: 812, audioBitrate: 48, videoFPS: 15, videoGOP: 1, netSpeed: 900, netJitter: 12,
    videoWidth: 540, videoHeight: 960, netQualityLevel: 2, videoCache: 1050, audioCache: 1100, avPlayInterval: -20,
    avRecvInterval: 35, vDecCacheSize: 2, vSumCacheSize: 18, audioCacheThreshold: 1500,
  })).toEqual({
    videoBitrateKbps: 812, audioBitrateKbps: 48, fps: 15, gopSeconds: 1, speedKbps: 900, jitterMs: 12,
    width: 540, height: 960, qualityLevel: 2, videoCacheMs: 1050, audioCacheMs: 1100, avSkewMs: -20,
    avReceiveSkewMs: 35, decoderQueueFrames: 2, queueFrames: 18, audioCacheThresholdMs: 1500,
  })
})

test('reads a pusher\'s cache as queued frames, not milliseconds', () => {
  expect(toPusherNetStatus({ videoCache: 3, audioCache: 1 })).toEqual({ videoQueueFrames: 3, audioQueueFrames: 1 })
})

test('ignores player-only keys in a pusher\'s report', () => {
  const playerOnly: RawNetStatus = {
    vDecCacheSize: 2, vSumCacheSize: 18, avPlayInterval: 1, avRecvInterval: 1, audioCacheThreshold: 1,
  }
  expect(toPusherNetStatus(playerOnly)).toEqual({})
})

test('converts the cache threshold from seconds or milliseconds to milliseconds', () => {
  expect(toPlayerNetStatus({ audioCacheThreshold: 1.2 })).toEqual({ audioCacheThresholdMs: 1200 })
  expect(toPlayerNetStatus({ audioCacheThreshold: 1200 })).toEqual({ audioCacheThresholdMs: 1200 })
  expect(toPlayerNetStatus({ audioCacheThreshold: -1 })).toEqual({})
})

test('leaves out quality level 0, which means "undefined"', () => {
  expect(toPlayerNetStatus({ netQualityLevel: 0 })).toEqual({})
})

test('reads numbers that are sent as text and leaves out invalid ones', () => {
  const fromPhone: unknown = { videoBitrate: '640', videoFPS: Number.NaN, netSpeed: -1, netJitter: '' }
  expect(toPlayerNetStatus(fromPhone as RawNetStatus)).toEqual({ videoBitrateKbps: 640 })
})

const KEYS = [
  'videoBitrate', 'audioBitrate', 'videoFPS', 'videoGOP', 'netSpeed', 'netJitter', 'videoWidth', 'videoHeight',
  'netQualityLevel', 'videoCache', 'audioCache', 'vDecCacheSize', 'vSumCacheSize', 'avPlayInterval', 'avRecvInterval',
  'audioCacheThreshold',
] as const satisfies readonly (keyof RawNetStatus)[]
const SKEWS = ['avSkewMs', 'avReceiveSkewMs']
const anyReport = fc.dictionary(
  fc.constantFrom(...KEYS, 'other'), fc.oneof(fc.anything(), fc.double(), fc.double().map(String)),
)
const anyNumber = fc.double({ noNaN: true, min: -1e6, max: 1e6 }).filter(value => !Object.is(value, -0))

test('returns only finite numbers for any report, and negative ones only for skews', () => {
  fc.assert(fc.property(anyReport, raw => {
    for (const status of [toPlayerNetStatus(raw), toPusherNetStatus(raw)]) {
      for (const [key, value] of Object.entries(status)) {
        expect(Number.isFinite(value), key).toBe(true)
        if (!SKEWS.includes(key)) expect(value, key).toBeGreaterThanOrEqual(0)
      }
    }
  }))
})

test('reads a number and its text form alike', () => {
  fc.assert(fc.property(fc.constantFrom(...KEYS), anyNumber, (key, value) => {
    const asText = { [key]: String(value) } as unknown as RawNetStatus
    expect(toPlayerNetStatus(asText)).toEqual(toPlayerNetStatus({ [key]: value }))
  }))
})

test('a missing or unknown key does not affect the other keys', () => {
  fc.assert(fc.property(anyReport, fc.constantFrom(...KEYS), (raw, missing) => {
    const { [missing]: _, ...rest } = raw
    const all = toPlayerNetStatus(raw)
    const some = toPlayerNetStatus(rest)
    expect(all).toMatchObject(some)
    expect(Object.keys(all).length - Object.keys(some).length).toBeLessThanOrEqual(1)
  }))
})
