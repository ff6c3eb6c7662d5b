import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodedSize, wantedSize } from './picture-size'

test.each([
  ['SD', '9:16', 'vertical', 360, 640],
  ['HD', '9:16', 'vertical', 540, 960],
  ['FHD', '9:16', 'horizontal', 1280, 720],
  ['HD', '3:4', 'horizontal', 720, 540],
] as const)('%s %s %s is %d × %d', (mode, aspect, orientation, width, height) => {
  expect(wantedSize({ mode, aspect, orientation })).toEqual({ width, height })
})

test('a camera that ignores the wish is scaled down and keeps its shape', () => {
  expect(encodedSize({ width: 1920, height: 1080 }, { width: 360, height: 640 })).toEqual({ width: 640, height: 360 })
})

test('a small camera is not blown up', () => {
  expect(encodedSize({ width: 320, height: 240 }, { width: 1280, height: 720 })).toEqual({ width: 320, height: 240 })
})

test('every size can be encoded: even, above zero, within the wish', () => {
  const side = fc.integer({ min: 1, max: 4096 })
  fc.assert(fc.property(side, side, (width, height) => {
    const size = encodedSize({ width, height }, { width: 540, height: 960 })
    expect([size.width % 2, size.height % 2]).toEqual([0, 0])
    expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(2)
    expect(Math.min(size.width, size.height)).toBeLessThanOrEqual(540)
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(960)
  }))
})
