import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  FIRST_PLACEMENT, FLOAT_MARGIN, dragFloat, floatKeyOf, placeFloat, readPlacement, resizeFloat, settleFloat,
  stepPlacement,
} from './float-placement'
import type { FloatPlacement, FloatRect, FloatScreen } from './float-placement'

const PHONE: FloatScreen = { width: 375, height: 812, insets: { top: 44, right: 0, bottom: 34, left: 0 } }
const WIDE = 16 / 9
const TALL = 9 / 16

const inset = fc.integer({ min: 0, max: 60 })
const screen: fc.Arbitrary<FloatScreen> = fc.record({
  width: fc.integer({ min: 320, max: 2560 }),
  height: fc.integer({ min: 320, max: 1600 }),
  insets: fc.record({ top: inset, right: inset, bottom: inset, left: inset }),
})
const share = fc.double({ min: 0, max: 1, noNaN: true })
const placement: fc.Arbitrary<FloatPlacement> = fc.record({
  side: fc.constantFrom('left' as const, 'right' as const), down: share, size: share,
})
const ratio = fc.oneof(
  fc.double({ min: 0.2, max: 4, noNaN: true }),
  fc.constantFrom(WIDE, TALL, 4 / 3, 0, Number.NaN, Number.POSITIVE_INFINITY),
)
const move = fc.integer({ min: -5_000, max: 5_000 })

function isReachable({ x, y, width, height }: FloatRect, { insets, ...size }: FloatScreen): void {
  const tiny = 1e-6
  expect(x).toBeGreaterThanOrEqual(insets.left + FLOAT_MARGIN - tiny)
  expect(y).toBeGreaterThanOrEqual(insets.top + FLOAT_MARGIN - tiny)
  expect(x + width).toBeLessThanOrEqual(size.width - insets.right - FLOAT_MARGIN + tiny)
  expect(y + height).toBeLessThanOrEqual(size.height - insets.bottom - FLOAT_MARGIN + tiny)
  expect(width).toBeGreaterThan(0)
}

test('the window is inside the safe area on every screen and for every aspect ratio', () => {
  fc.assert(fc.property(placement, ratio, screen, (where, shape, on) => isReachable(placeFloat(where, shape, on), on)))
})

test('the window stays inside the safe area during and after a drag of any length', () => {
  fc.assert(fc.property(placement, ratio, screen, move, move, (where, shape, on, dx, dy) => {
    const dragged = dragFloat(placeFloat(where, shape, on), dx, dy, on)
    isReachable(dragged, on)
    const settled = settleFloat(dragged, where.size, on)
    const rest = placeFloat(settled, shape, on)
    isReachable(rest, on)
    expect(rest.y).toBeCloseTo(dragged.y, 3)
    expect(rest.width).toBeCloseTo(dragged.width, 6)
  }))
})

test('a second settle does not move the window', () => {
  fc.assert(fc.property(placement, ratio, screen, (where, shape, on) => {
    const rect = placeFloat(where, shape, on)
    const again = placeFloat(settleFloat(rect, where.size, on), shape, on)
    expect(again.y).toBeCloseTo(rect.y, 3)
    if (rect.width < on.width / 3) expect(again.x).toBeCloseTo(rect.x, 3)
  }))
})

test('the window stays inside the safe area after keys, resizes and any stored placement', () => {
  const key = fc.constantFrom('left', 'right', 'up', 'down', 'larger', 'smaller' as const)
  fc.assert(fc.property(fc.anything(), ratio, screen, fc.array(key), move, (stored, shape, on, keys, width) => {
    const moved = keys.reduce((where, it) => stepPlacement(where, it, shape, on), readPlacement(stored))
    isReachable(placeFloat(moved, shape, on), on)
    isReachable(placeFloat(resizeFloat(moved, width, shape, on), shape, on), on)
    expect(readPlacement(moved)).toEqual(moved)
  }))
})

describe('on a phone', () => {
  it('starts at the right edge, below the middle, narrower than 280 px', () => {
    const { x, y, width, height } = placeFloat(FIRST_PLACEMENT, WIDE, PHONE)
    expect([x + width, Math.round(width / height * 9)]).toEqual([375 - FLOAT_MARGIN, 16])
    expect(y).toBeGreaterThan(406)
    expect(width).toBeLessThan(280)
  })

  it('has room for its buttons at its smallest size', () => {
    expect(placeFloat({ ...FIRST_PLACEMENT, size: 0 }, TALL, PHONE).width).toBe(128)
    expect(placeFloat({ ...FIRST_PLACEMENT, size: 0 }, WIDE, PHONE).height).toBeCloseTo(100)
  })

  it('settles at the nearer edge', () => {
    const rect = placeFloat(FIRST_PLACEMENT, WIDE, PHONE)
    expect(settleFloat(dragFloat(rect, -40, 0, PHONE), 0, PHONE).side).toBe('right')
    expect(settleFloat(dragFloat(rect, -200, 0, PHONE), 0, PHONE).side).toBe('left')
  })

  it('keeps its top and its edge when it grows', () => {
    const before = placeFloat(FIRST_PLACEMENT, WIDE, PHONE)
    const grown = placeFloat(stepPlacement(FIRST_PLACEMENT, 'larger', WIDE, PHONE), WIDE, PHONE)
    expect(grown.width).toBeGreaterThan(before.width)
    expect([grown.y, grown.x + grown.width].map(Math.round))
      .toEqual([before.y, before.x + before.width].map(Math.round))
    expect(placeFloat(resizeFloat(FIRST_PLACEMENT, 220, WIDE, PHONE), WIDE, PHONE).width).toBeCloseTo(220)
  })
})

test('arrows move the window, Shift with arrows and plus and minus resize it, other keys do nothing', () => {
  expect(['ArrowLeft', 'ArrowUp', '+', '-', 'Tab', 'a'].map(key => floatKeyOf(key, false)))
    .toEqual(['left', 'up', 'larger', 'smaller', undefined, undefined])
  expect(['ArrowUp', 'ArrowDown', '+', '_'].map(key => floatKeyOf(key, true)))
    .toEqual(['larger', 'smaller', 'larger', 'smaller'])
})
