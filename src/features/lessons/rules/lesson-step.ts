import { assertNever } from '@contract/kernel/assert-never'
import type { Role } from '@contract/api'
import type { LessonPhase } from '@contract/class/live'
import type { MessageKey } from '@/i18n'

/** What a person can do about a lesson now, and what to tell them. */
export interface LessonStep {
  /** Undefined where there is nowhere to go. */
  to: 'watch' | 'broadcast' | undefined
  /** Of the button; undefined without one. */
  action: MessageKey | undefined
  /** Said about the state of the lesson; undefined while the countdown says it all. */
  status: MessageKey | undefined
}

export interface StepFacts {
  phase: LessonPhase
  role: Role
  /** The reader teaches this very lesson. */
  isOwn: boolean
  /** The planned start has passed. */
  isDue: boolean
}

function teacherStep(phase: 'open' | 'live' | 'interrupted'): LessonStep {
  switch (phase) {
    case 'open': return { to: 'broadcast', action: 'planning.lesson.start', status: 'planning.lesson.openTeacher' }
    case 'live': return { to: 'broadcast', action: 'planning.lesson.resume', status: 'planning.lesson.onAirTeacher' }
    case 'interrupted': return { to: 'broadcast', action: 'planning.lesson.resume', status: 'planning.lesson.interruptedTeacher' }
    default: return assertNever(phase)
  }
}

function studentStep(phase: 'open' | 'live' | 'interrupted', isDue: boolean): LessonStep {
  switch (phase) {
    case 'open': return { to: 'watch', action: 'planning.lesson.wait', status: isDue ? 'planning.lesson.late' : 'planning.lesson.openStudent' }
    case 'live': return { to: 'watch', action: 'planning.lesson.join', status: 'planning.lesson.onAirStudent' }
    case 'interrupted': return { to: 'watch', action: 'planning.lesson.join', status: 'planning.lesson.interrupted' }
    default: return assertNever(phase)
  }
}

function onlookerStep(phase: 'open' | 'live' | 'interrupted'): LessonStep {
  const status = phase === 'open' ? undefined : phase === 'live' ? 'planning.lesson.onAirAdmin' : 'planning.lesson.interrupted'
  return { to: undefined, action: undefined, status }
}

/** Students join, the lesson's teacher broadcasts, all others look on. */
export function lessonStep({ phase, role, isOwn, isDue }: StepFacts): LessonStep {
  switch (phase) {
    case 'scheduled': return { to: undefined, action: role === 'admin' ? undefined : 'planning.lesson.notYet', status: undefined }
    case 'ended': return { to: undefined, action: undefined, status: 'planning.lesson.ended' }
    case 'cancelled': return { to: undefined, action: undefined, status: 'planning.lesson.cancelled' }
    case 'open':
    case 'live':
    case 'interrupted':
      if (role === 'student') return studentStep(phase, isDue)
      return isOwn ? teacherStep(phase) : onlookerStep(phase)
    default: return assertNever(phase)
  }
}
