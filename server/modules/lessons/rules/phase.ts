import type { LessonPhase } from '../../../../contract/class/live'
import { OPEN_BEFORE_START_MS } from '../../../../contract/class/live'
import { assertNever } from '../../../../contract/kernel/assert-never'
import type { liveSessions, lessons } from '../../../kernel/db/schema'

export type PlannedTimes = Pick<typeof lessons.$inferSelect, 'startsAt' | 'endsAt' | 'cancelledAt'>
export type SessionEnd = Pick<typeof liveSessions.$inferSelect, 'state' | 'endReason'>

/** Where a lesson is in its life: the one place that decides it, from the plan, the latest live session (null: never started) and the clock. */
export function lessonPhase(lesson: PlannedTimes, latestSession: SessionEnd | null, now: Date): LessonPhase {
  if (lesson.cancelledAt) return 'cancelled'
  if (!latestSession) return plannedPhase(lesson, now)
  switch (latestSession.state) {
    case 'starting': return 'open'
    case 'live': return 'live'
    case 'interrupted': return 'interrupted'
    case 'ended': return mayStartAgain(latestSession) && now < lesson.endsAt ? 'open' : 'ended'
    default: return assertNever(latestSession.state)
  }
}

function plannedPhase({ startsAt, endsAt }: PlannedTimes, now: Date): LessonPhase {
  if (now.getTime() < startsAt.getTime() - OPEN_BEFORE_START_MS) return 'scheduled'
  return now < endsAt ? 'open' : 'ended'
}

/** The class did not end because somebody wanted it to. */
const mayStartAgain = ({ endReason }: SessionEnd): boolean => endReason === 'grace_expired' || endReason === 'teacher_removed'
