import type { LessonPhase } from '../../../../contract/lessons/phase'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** The demo school's time zone has no summer time, so its days can be counted without a calendar. */
export const DEMO_TIME_ZONE = 'Asia/Shanghai'
const DEMO_OFFSET_MS = 8 * HOUR_MS

const STEP_MS = 5 * MINUTE_MS
const OPEN_LESSON_MS = 2 * HOUR_MS
const LESSON_MS = 45 * MINUTE_MS
const BREAK_MS = 30 * MINUTE_MS

/** Start times of the later lessons, from midnight. */
const SLOTS_MS = [9 * HOUR_MS, 10 * HOUR_MS, 14 * HOUR_MS]
const PLANNED_DAYS = 5

export interface TimeSpan {
  startsAt: Date
  endsAt: Date
}

export interface DemoLesson extends TimeSpan {
  phase: LessonPhase
}

const span = (startMs: number, endMs: number): TimeSpan => ({ startsAt: new Date(startMs), endsAt: new Date(endMs) })
const overlaps = (a: TimeSpan, b: TimeSpan): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt

/**
 * Plans lessons for the demo class so that one is open now and some follow in the next days. `taken` are its lessons
 * that are not cancelled; the result overlaps none of them, nor itself.
 */
export function planDemoLessons(taken: readonly DemoLesson[], now: Date): TimeSpan[] {
  const open = openLessonNow(taken, now)
  const added = open ? [open] : []
  for (const slot of laterSlots(open?.endsAt ?? null, now)) {
    if (![...taken, ...added].some(other => overlaps(slot, other))) added.push(slot)
  }
  return added
}

/**
 * Starts at the last full five minutes and lasts two hours or until the next lesson. Null when a lesson is open or no
 * time is left.
 */
function openLessonNow(taken: readonly DemoLesson[], now: Date): TimeSpan | null {
  if (taken.some(({ phase }) => phase === 'open' || phase === 'live' || phase === 'interrupted')) return null
  const nowMs = now.getTime()
  const ends = taken.filter(lesson => lesson.startsAt <= now).map(lesson => lesson.endsAt.getTime())
  const starts = taken.filter(lesson => lesson.startsAt > now).map(lesson => lesson.startsAt.getTime())
  const startMs = Math.max(Math.floor(nowMs / STEP_MS) * STEP_MS, ...ends)
  const endMs = Math.min(startMs + OPEN_LESSON_MS, ...starts)
  return startMs <= nowMs && nowMs < endMs ? span(startMs, endMs) : null
}

/** One lesson soon after the open one, then the same hours on each of the next days. */
function laterSlots(openEndsAt: Date | null, now: Date): TimeSpan[] {
  const midnightMs = Math.floor((now.getTime() + DEMO_OFFSET_MS) / DAY_MS) * DAY_MS - DEMO_OFFSET_MS
  const days = Array.from({ length: PLANNED_DAYS }, (_, day) => midnightMs + (day + 1) * DAY_MS)
  const starts = days.flatMap(dayMs => SLOTS_MS.map(slotMs => dayMs + slotMs))
  const soon = openEndsAt ? [openEndsAt.getTime() + BREAK_MS] : []
  return [...soon, ...starts].map(startMs => span(startMs, startMs + LESSON_MS))
}
