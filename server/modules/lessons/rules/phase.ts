import type { EndReason } from '../../../../contract/class/snapshot'
import type { LessonPhase } from '../../../../contract/lessons/phase'
import { OPEN_BEFORE_START_MS } from '../../../../contract/lessons/phase'
import { assertNever } from '../../../../contract/kernel/assert-never'

interface PlannedTimes {
  startsAt: Date
  endsAt: Date
  cancelledAt: Date | null
}

/** The fields of a live session that the lesson's phase depends on. */
export interface SessionEnd {
  state: 'starting' | 'live' | 'interrupted' | 'ended'
  endReason: EndReason | null
}

/** Decides the phase of a lesson from the plan, the latest live session (null: never started) and the clock. */
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

/** The class ended without a person's decision. */
const mayStartAgain = ({ endReason }: SessionEnd): boolean =>
  endReason === 'grace_expired' || endReason === 'teacher_removed'
