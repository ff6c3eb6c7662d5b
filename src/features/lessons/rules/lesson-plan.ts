import type { Lesson } from '@contract'
import { dayOf } from '@/i18n/zone'

export interface LessonPlan {
  /** Current lessons: on air first, then those that are due. */
  now: Lesson[]
  /** First future lesson. */
  next: Lesson | undefined
  /** Other lessons of today, past and future. */
  today: Lesson[]
  /** Later days, without empty ones. */
  days: { day: string, lessons: Lesson[] }[]
}

const isOnAir = ({ phase }: Lesson) => phase === 'live' || phase === 'interrupted'
const isToCome = ({ phase }: Lesson) => phase === 'scheduled' || phase === 'open'
const startMs = (lesson: Lesson) => Date.parse(lesson.startsAt)

/** Groups lessons for `nowMs` (the server's clock). Days are counted in the school's time zone. */
export function planOf(lessons: readonly Lesson[], nowMs: number, timeZone: string): LessonPlan {
  const inOrder = [...lessons].sort((a, b) => startMs(a) - startMs(b))
  const now = [...inOrder.filter(isOnAir), ...inOrder.filter(lesson => isToCome(lesson) && startMs(lesson) <= nowMs)]
  const next = inOrder.find(lesson => isToCome(lesson) && startMs(lesson) > nowMs)
  const rest = inOrder.filter(lesson => lesson !== next && !now.includes(lesson))

  const today = dayOf(nowMs, timeZone)
  const byDay = new Map<string, Lesson[]>()
  for (const lesson of rest) {
    const day = dayOf(startMs(lesson), timeZone)
    byDay.set(day, [...(byDay.get(day) ?? []), lesson])
  }
  return {
    now,
    next,
    today: byDay.get(today) ?? [],
    days: [...byDay].filter(([day]) => day > today).map(([day, ofDay]) => ({ day, lessons: ofDay })),
  }
}
