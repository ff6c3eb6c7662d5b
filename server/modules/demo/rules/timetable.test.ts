import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planDemoLessons } from './timetable'
import type { DemoLesson, TimeSpan } from './timetable'

const MINUTE_MS = 60_000
const now = new Date('2026-11-23T06:33:21Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS)
const lesson = (from: number, to: number, phase: DemoLesson['phase']): DemoLesson =>
  ({ startsAt: inMinutes(from), endsAt: inMinutes(to), phase })
const isOn = ({ startsAt, endsAt }: TimeSpan) => startsAt <= now && now < endsAt

describe('the demo timetable', () => {
  it('begins with a lesson of two hours from the last full five minutes', () => {
    const [open, soon, ...later] = planDemoLessons([], now)
    expect(open).toEqual({ startsAt: new Date('2026-11-23T06:30:00Z'), endsAt: new Date('2026-11-23T08:30:00Z') })
    expect(soon?.startsAt).toEqual(new Date('2026-11-23T09:00:00Z'))
    expect(later).toHaveLength(15)
    expect(later[0]?.startsAt).toEqual(new Date('2026-11-24T01:00:00Z')) // 09:00 in Shanghai.
  })

  it.each(['open', 'live', 'interrupted'] as const)('adds no lesson beside one that is %s', phase => {
    expect(planDemoLessons([lesson(-30, 90, phase)], now).filter(isOn)).toEqual([])
  })

  it('continues at the end of a lesson that ended early', () => {
    expect(planDemoLessons([lesson(-30, -1, 'ended')], now)[0]?.startsAt).toEqual(inMinutes(-1))
  })

  it('stops at the next lesson', () => {
    expect(planDemoLessons([lesson(40, 100, 'scheduled')], now)[0]?.endsAt).toEqual(inMinutes(40))
  })

  it('never overlaps any lesson, and always has a lesson on now', () => {
    const span = fc.tuple(fc.integer({ min: -600, max: 9_000 }), fc.integer({ min: 1, max: 480 }))
    const taken = fc.array(span, { maxLength: 12 })
      .map(spans => spans.map(([from, length]) => lesson(from, from + length, from <= 0 ? 'ended' : 'scheduled')))
    fc.assert(fc.property(taken, existing => {
      const added = planDemoLessons(existing, now)
      for (const [index, span] of added.entries()) {
        for (const other of [...existing, ...added.slice(0, index)]) {
          expect(span.startsAt >= other.endsAt || other.startsAt >= span.endsAt).toBe(true)
        }
      }
      expect([...existing, ...added].some(isOn)).toBe(true)
    }))
  })
})
