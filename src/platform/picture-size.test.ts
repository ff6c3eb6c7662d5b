import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodedSize, wantedSize } from './picture-size'

test.each([
  ['SD', '9:16', 'vertical', 360, 640],
  ['HD', '9:16', 'vertical', 540, 960],
  ['FHD', '9:16', 'horizontal', 1280, 720],
  ['HD', '3:4', 'horizontal', 720, 540],
  ['QVGA', '3:4', 'vertical', 240, 320],
  ['RTC', '9:16', 'vertical', 360, 640],
  ['RTC', '3:4', 'horizontal', 480, 360],
] as const)('%s %s %s is %d × %d', (mode, aspect, orientation, width, height) => {
  expect(wantedSize({ mode, aspect, orientation, videoWidth: 360, videoHeight: 640 })).toEqual({ width, height })
})

test('a call uses its own size, a class uses the size of the mode', () => {
  const own = { aspect: '9:16', orientation: 'vertical', videoWidth: 480, videoHeight: 720 } as const
  expect(wantedSize({ ...own, mode: 'RTC' })).toEqual({ width: 480, height: 720 })
  expect(wantedSize({ ...own, mode: 'HD' })).toEqual({ width: 540, height: 960 })
})

test('every size requested in a call can be encoded', () => {
  const pixels = fc.oneof(fc.double(), fc.integer())
  const aspects = fc.constantFrom('3:4', '9:16')
  const orientations = fc.constantFrom('vertical', 'horizontal')
  fc.assert(fc.property(pixels, pixels, aspects, orientations, (videoWidth, videoHeight, aspect, orientation) => {
    const { width, height } = wantedSize({ mode: 'RTC', aspect, orientation, videoWidth, videoHeight })
    for (const side of [width, height]) {
      expect(side % 2).toBe(0)
      expect(side).toBeGreaterThanOrEqual(16)
      expect(side).toBeLessThanOrEqual(1708)
    }
  }))
})

test('a larger camera picture is scaled down and keeps its aspect ratio', () => {
  expect(encodedSize({ width: 1920, height: 1080 }, { width: 360, height: 640 })).toEqual({ width: 640, height: 360 })
})

test('a small camera picture is not enlarged', () => {
  expect(encodedSize({ width: 320, height: 240 }, { width: 1280, height: 720 })).toEqual({ width: 320, height: 240 })
})

test('every size can be encoded: even, above zero and within the wanted size', () => {
  const side = fc.integer({ min: 1, max: 4096 })
  fc.assert(fc.property(side, side, (width, height) => {
    const size = encodedSize({ width, height }, { width: 540, height: 960 })
    expect([size.width % 2, size.height % 2]).toEqual([0, 0])
    expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(2)
    expect(Math.min(size.width, size.height)).toBeLessThanOrEqual(540)
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(960)
  }))
})
