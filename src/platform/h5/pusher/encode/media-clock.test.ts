import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MediaClock } from './media-clock'

test('late arrivals keep the spacing of the camera', () => {
  const clock = new MediaClock()
  const arrivalsMs = [1000, 1050, 1130, 1150, 1230, 1250]
  const shared = arrivalsMs.map((nowMs, frame) => clock.toSharedMs(frame * 50, nowMs))
  expect(shared).toEqual([1000, 1050, 1100, 1150, 1200, 1250])
})

test('a device that restarts from zero continues at the shared clock', () => {
  const clock = new MediaClock()
  clock.toSharedMs(90_000, 100_000)
  expect(clock.toSharedMs(0, 100_400)).toBe(100_400)
})

test('a device whose clock runs slow by 100 ppm stays within 20 ms of the shared clock for an hour', () => {
  const clock = new MediaClock()
  let furthestMs = 0
  for (let nowMs = 0; nowMs < 3_600_000; nowMs += 50) {
    furthestMs = Math.max(furthestMs, Math.abs(clock.toSharedMs(nowMs * 0.9999, nowMs) - nowMs))
  }
  expect(furthestMs).toBeLessThan(20)
})

test('the times of another device continue to rise', () => {
  const clock = new MediaClock()
  clock.toSharedMs(1000, 5000)
  clock.restart()
  expect(clock.toSharedMs(900, 5001)).toBe(5001)
  clock.restart()
  expect(clock.toSharedMs(0, 4000)).toBe(5002)
})

test('times rise strictly for every device and every delay', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.nat(400)), { minLength: 2 }), steps => {
    const clock = new MediaClock()
    let nowMs = 0
    const shared = steps.map(([deviceMs, waitMs]) => clock.toSharedMs(deviceMs, nowMs += waitMs))
    for (let i = 1; i < shared.length; i += 1) {
      expect(shared[i]).toBeGreaterThan(shared[i - 1] ?? Number.POSITIVE_INFINITY)
    }
  }))
})
