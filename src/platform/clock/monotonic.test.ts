import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { createMonotonicClock, monotonicMs } from './monotonic'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('continues after the clock was set back by an hour', () => {
  let systemMs = 1_000_000
  const clock = createMonotonicClock(() => systemMs)
  systemMs += 500
  expect(clock()).toBe(500)
  systemMs -= 3_600_000
  expect(clock()).toBe(500)
  systemMs += 700
  expect(clock()).toBe(1200)
})

it('never runs back, for any readings', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), readings => {
    let place = 0
    const clock = createMonotonicClock(() => readings[Math.min(place++, readings.length - 1)] ?? 0)
    const times = readings.map(() => clock())
    expect(times.every((ms, at) => ms >= (times[at - 1] ?? 0))).toBe(true)
  }))
})

it.each([['with performance.now()', true], ['without it, as in a mini-program', false]])('runs %s', (_name, hasNow) => {
  vi.useFakeTimers()
  if (!hasNow) vi.stubGlobal('performance', undefined)
  const fromMs = monotonicMs()
  vi.advanceTimersByTime(2500)
  expect(monotonicMs() - fromMs).toBe(2500)
  vi.setSystemTime(Date.now() - 3_600_000)
  vi.advanceTimersByTime(1000)
  const elapsedMs = monotonicMs() - fromMs
  expect(elapsedMs).toBeGreaterThanOrEqual(2500)
  vi.advanceTimersByTime(1000)
  expect(monotonicMs() - fromMs).toBe(elapsedMs + 1000)
})
