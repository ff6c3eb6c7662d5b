import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StreamTimeline } from './stream-timeline'
import type { Track } from './stream-timeline'

const placeAll = (timeline: StreamTimeline, track: Track, times: number[]): number[] =>
  times.map(time => timeline.place(track, time))

test('a source with any start time starts at 0 and keeps its intervals', () => {
  expect(placeAll(new StreamTimeline(), 'video', [90_000, 90_040, 90_080])).toEqual([0, 40, 80])
})

test('audio slightly behind video keeps its offset', () => {
  const timeline = new StreamTimeline()
  placeAll(timeline, 'video', [1000, 1040])
  expect(timeline.place('audio', 1021)).toBe(21)
  expect(timeline.place('video', 1080)).toBe(80)
})

describe('the next source', () => {
  test.each([
    0, 5_000, 3_000_000, 0xFFFFFFFF,
  ])('starts one frame after the last, with its clock at %d', startMs => {
    const timeline = new StreamTimeline()
    placeAll(timeline, 'video', [0, 40, 80])
    placeAll(timeline, 'audio', [0, 23, 46, 69, 92])
    timeline.restart()
    const [picture = 0] = placeAll(timeline, 'video', [startMs])
    expect(picture).toBe(92 + 40)
    expect(timeline.place('audio', startMs + 3)).toBe(picture + 3)
    expect(timeline.place('video', startMs + 40)).toBe(picture + 40)
  })

  test('never places its audio before that of the old source', () => {
    const timeline = new StreamTimeline()
    placeAll(timeline, 'audio', [0, 23, 46])
    timeline.restart()
    timeline.place('video', 1000)
    expect(timeline.place('audio', 500)).toBe(47)
    expect(timeline.place('audio', 1010)).toBe(96)
  })
})

describe('a source with a clock jump', () => {
  test.each([['ahead', 60_000], ['back', -60_000]])('%s continues one frame later', (_, leapMs) => {
    const timeline = new StreamTimeline()
    placeAll(timeline, 'video', [100_000, 100_040])
    expect(placeAll(timeline, 'video', [100_080 + leapMs, 100_120 + leapMs])).toEqual([80, 120])
  })

  test('of a dropped second keeps the gap, because that time did pass', () => {
    expect(placeAll(new StreamTimeline(), 'video', [0, 40, 1040])).toEqual([0, 40, 1040])
  })

  test('past 2³² continues', () => {
    expect(placeAll(new StreamTimeline(), 'video', [2 ** 32 - 40, 0, 40])).toEqual([0, 40, 80])
  })
})

test('equal timestamps are made distinct', () => {
  expect(placeAll(new StreamTimeline(), 'video', [0, 40, 40, 40, 80])).toEqual([0, 40, 41, 42, 80])
})

test('viewers see no step of a second, however often encoders return and with any clock', () => {
  const source = fc.record({
    startMs: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    frames: fc.integer({ min: 1, max: 60 }),
    stepMs: fc.constantFrom(16, 33, 40, 66),
  })
  fc.assert(fc.property(fc.array(source, { minLength: 2, maxLength: 12 }), sources => {
    const timeline = new StreamTimeline()
    let last: number | undefined
    for (const { startMs, frames, stepMs } of sources) {
      timeline.restart()
      for (let frame = 0; frame < frames; frame++) {
        const placed = timeline.place('video', (startMs + frame * stepMs) % 2 ** 32)
        if (last !== undefined) {
          expect(placed).toBeGreaterThan(last)
          expect(placed - last).toBeLessThan(1000)
        }
        last = placed
        timeline.place('audio', (startMs + frame * stepMs + 5) % 2 ** 32)
      }
    }
  }), { numRuns: 500 })
})

test('no track goes back or jumps by more than the tolerated gap, for any input', () => {
  const step = fc.oneof(
    fc.record({ track: fc.constantFrom<Track>('audio', 'video'), timeMs: fc.integer({ min: 0, max: 2 ** 32 - 1 }) }),
    fc.record({ track: fc.constantFrom<Track>('audio', 'video'), timeMs: fc.nat(3000) }),
    fc.constant('restart' as const),
  )
  fc.assert(fc.property(fc.array(step, { maxLength: 100 }), steps => {
    const timeline = new StreamTimeline()
    const last = { audio: 0, video: 0 }
    for (const each of steps) {
      if (each === 'restart') {
        timeline.restart()
        continue
      }
      const latest = Math.max(last.audio, last.video)
      const placed = timeline.place(each.track, each.timeMs)
      expect(placed).toBeGreaterThanOrEqual(last[each.track])
      expect(placed - latest).toBeLessThanOrEqual(3000)
      last[each.track] = placed
    }
  }), { numRuns: 1000 })
})
