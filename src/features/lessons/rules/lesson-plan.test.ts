import { describe, expect, it } from 'vitest'
import type { Lesson } from '@contract'
import { planOf } from './lesson-plan'

const SHANGHAI = 'Asia/Shanghai'
const now = Date.parse('2026-11-23T09:52:00+08:00')

function lesson(title: string, start: string, phase: Lesson['phase'] = 'scheduled'): Lesson {
  const startsAt = new Date(`2026-11-${start}:00+08:00`)
  const named = { id: title, name: title }
  return {
    id: title, title, course: named, class: named, teacher: named, room: null, phase,
    startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 45 * 60_000).toISOString(),
  }
}

const titles = (lessons: readonly Lesson[]) => lessons.map(({ title }) => title)

describe('the current lessons', () => {
  it('start with the lesson on air, before one whose teacher is late', () => {
    const late = lesson('late', '23T09:00', 'open')
    const live = lesson('live', '23T09:10', 'live')
    expect(titles(planOf([late, live], now, SHANGHAI).now)).toEqual(['live', 'late'])
  })

  it('include a lesson whose teacher is away', () => {
    expect(titles(planOf([lesson('away', '23T09:10', 'interrupted')], now, SHANGHAI).now)).toEqual(['away'])
  })

  it('are empty between lessons', () => {
    const lessons = [lesson('over', '23T08:00', 'ended'), lesson('next', '23T10:05', 'open')]
    expect(planOf(lessons, now, SHANGHAI).now).toEqual([])
  })
})

describe('the next lesson', () => {
  it('is the first future lesson that is not cancelled', () => {
    const plan = planOf([
      lesson('later', '23T15:00'), lesson('off', '23T10:00', 'cancelled'), lesson('next', '23T10:05', 'open'),
    ], now, SHANGHAI)
    expect(plan.next?.title).toBe('next')
    expect(titles(plan.today)).toEqual(['off', 'later'])
  })

  it('may be on another day', () => {
    expect(planOf([lesson('tomorrow', '24T08:00')], now, SHANGHAI).next?.title).toBe('tomorrow')
  })
})

describe('the days after', () => {
  it('are counted in the school\'s time zone, in order, without empty days', () => {
    const plan = planOf([
      lesson('c', '26T00:10'), lesson('b', '24T23:50'), lesson('a', '24T00:10'), lesson('next', '23T23:00'),
    ], now, SHANGHAI)
    expect(plan.days.map(({ day, lessons }) => [day, titles(lessons)]))
      .toEqual([['2026-11-24', ['a', 'b']], ['2026-11-26', ['c']]])
    expect(plan.today).toEqual([])
  })

  it('complete the plan: every lesson appears exactly once', () => {
    const all = [
      lesson('a', '23T08:00', 'ended'), lesson('b', '23T09:10', 'live'), lesson('c', '23T10:05', 'open'),
      lesson('d', '23T14:00', 'cancelled'), lesson('e', '24T09:10'), lesson('f', '26T09:10'),
    ]
    const { now: onNow, next, today, days } = planOf(all, now, SHANGHAI)
    const shown = [...onNow, ...(next ? [next] : []), ...today, ...days.flatMap(({ lessons }) => lessons)]
    expect(titles(shown).sort()).toEqual(titles(all))
  })
})
