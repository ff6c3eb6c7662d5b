import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { NetQualityLevel, PusherNetStatus } from '@/features/codes/netstatus'
import { UNWATCHED, isCameraSlow, strainOf, underNewLimit, watchLimit } from './uplink-strain'

const WANTED_FPS = 20
const well: PusherNetStatus = {
  qualityLevel: 1, speedKbps: 1_250, videoBitrateKbps: 1_200, audioBitrateKbps: 64, videoQueueFrames: 2,
  audioQueueFrames: 3, fps: 20,
}

describe('the strain of an uplink', () => {
  it('is 0 for good values', () => {
    expect(strainOf(well, WANTED_FPS)).toBe(0)
  })

  it.each<[string, PusherNetStatus, number]>([
    ['the platform calls it poor', { qualityLevel: 4 }, 1],
    ['the platform calls it bad', { qualityLevel: 5 }, 2],
    ['less leaves than is encoded', { speedKbps: 900 }, 1],
    ['half of it stays behind', { speedKbps: 600 }, 2],
    ['a second of pictures waits', { videoQueueFrames: 20 }, 1],
    ['two seconds of pictures wait', { videoQueueFrames: 40 }, 2],
    ['two seconds of sound wait', { audioQueueFrames: 94 }, 2],
  ])('rises when %s', (_, change, strain) => {
    expect(strainOf({ ...well, ...change }, WANTED_FPS)).toBe(strain)
  })

  it('is undefined without values', () => {
    expect(strainOf({}, WANTED_FPS)).toBeUndefined()
    expect(strainOf({ videoBitrateKbps: 800, width: 360 }, WANTED_FPS)).toBeUndefined()
  })

  it('ignores the video queue while the camera is off', () => {
    expect(strainOf({ qualityLevel: 2, videoBitrateKbps: 0, videoQueueFrames: 99 }, undefined)).toBe(0)
  })
})

test('a camera is slow when half of its frames are missing, not when it is off', () => {
  expect(isCameraSlow({ ...well, fps: 9 }, WANTED_FPS)).toBe(true)
  expect(isCameraSlow({ ...well, fps: 10 }, WANTED_FPS)).toBe(false)
  expect(isCameraSlow({ ...well, fps: 0, videoBitrateKbps: 0 }, WANTED_FPS)).toBe(false)
  expect(isCameraSlow({ ...well, fps: 0 }, undefined)).toBe(false)
  expect(isCameraSlow({ videoBitrateKbps: 800 }, WANTED_FPS)).toBe(false)
})

describe('an ignored bitrate limit', () => {
  const after = (bitratesKbps: readonly (number | undefined)[], watch = UNWATCHED) =>
    bitratesKbps.reduce((state, kbps) => watchLimit(state, kbps, 800), watch)
  const ignored = after([1_500, 1_500, 1_500, 1_500, 1_500])

  it('is detected after five reports well above it', () => {
    expect(after([1_500, 1_500, 1_500, 1_500]).isIgnored).toBe(false)
    expect(ignored.isIgnored).toBe(true)
  })

  it('is not detected from an overshoot, a single peak or a missing picture', () => {
    expect(after(Array.from({ length: 20 }, () => 1_000)).isIgnored).toBe(false)
    expect(after([1_500, 1_500, 700, 1_500, 1_500, 1_500, 700]).isIgnored).toBe(false)
    expect(after([1_500, 0, undefined, 1_500, 0, 1_500]))
      .toEqual({ isIgnored: false, reportsAbove: 3, reportsWithin: 0 })
  })

  it('stays detected under a new limit until five reports respect it', () => {
    const fresh = underNewLimit(ignored)
    expect(fresh).toEqual({ isIgnored: true, reportsAbove: 0, reportsWithin: 0 })
    expect(after([700, 700, 700, 700], fresh).isIgnored).toBe(true)
    expect(after([700, 700, 700, 700, 700], fresh).isIgnored).toBe(false)
  })
})

test('the strain is 0, 1, 2 or undefined for any values', () => {
  const number = fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined })
  const status = fc.record({
    qualityLevel: fc.option(fc.constantFrom<NetQualityLevel>(1, 2, 3, 4, 5, 6), { nil: undefined }), speedKbps: number,
    videoBitrateKbps: number, audioBitrateKbps: number, videoQueueFrames: number, audioQueueFrames: number, fps: number,
  }) as fc.Arbitrary<PusherNetStatus>
  fc.assert(fc.property(status, measured => {
    expect([0, 1, 2, undefined]).toContain(strainOf(measured, WANTED_FPS))
  }))
})
