import { assertNever } from '@contract/kernel/assert-never'
import type { Role } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import type { MessageKey } from '@/i18n'

/** Action that a member can take on a lesson now, and the message about its state. */
export interface LessonStep {
  /** Page to open; undefined if there is none. */
  to: 'watch' | 'broadcast' | undefined
  /** Label of the button; undefined without a button. */
  action: MessageKey | undefined
  /** Message about the state of the lesson; undefined while the countdown is enough. */
  status: MessageKey | undefined
}

export interface StepFacts {
  phase: LessonPhase
  role: Role
  /** The reader is the teacher of this lesson. */
  isOwn: boolean
  /** The planned start has passed. */
  isDue: boolean
}

function teacherStep(phase: 'open' | 'live' | 'interrupted'): LessonStep {
  switch (phase) {
    case 'open': return { to: 'broadcast', action: 'lessons.one.start', status: 'lessons.one.openTeacher' }
    case 'live': return { to: 'broadcast', action: 'lessons.one.resume', status: 'lessons.one.onAirTeacher' }
    case 'interrupted':
      return { to: 'broadcast', action: 'lessons.one.resume', status: 'lessons.one.interruptedTeacher' }
    default: return assertNever(phase)
  }
}

function studentStep(phase: 'open' | 'live' | 'interrupted', isDue: boolean): LessonStep {
  switch (phase) {
    case 'open':
      return { to: 'watch', action: 'lessons.one.wait', status: isDue ? 'lessons.one.late' : 'lessons.one.openStudent' }
    case 'live': return { to: 'watch', action: 'lessons.one.join', status: 'lessons.one.onAirStudent' }
    case 'interrupted': return { to: 'watch', action: 'lessons.one.join', status: 'lessons.one.interrupted' }
    default: return assertNever(phase)
  }
}

function onlookerStep(phase: 'open' | 'live' | 'interrupted'): LessonStep {
  const status = phase === 'open' ? undefined : phase === 'live' ? 'lessons.one.onAirAdmin' : 'lessons.one.interrupted'
  return { to: undefined, action: undefined, status }
}

/** Students join, the lesson's teacher broadcasts, all other members only see the state. */
export function lessonStep({ phase, role, isOwn, isDue }: StepFacts): LessonStep {
  switch (phase) {
    case 'scheduled':
      return { to: undefined, action: role === 'admin' ? undefined : 'lessons.one.notYet', status: undefined }
    case 'ended': return { to: undefined, action: undefined, status: 'lessons.one.ended' }
    case 'cancelled': return { to: undefined, action: undefined, status: 'lessons.one.cancelled' }
    case 'open':
    case 'live':
    case 'interrupted':
      if (role === 'student') return studentStep(phase, isDue)
      return isOwn ? teacherStep(phase) : onlookerStep(phase)
    default: return assertNever(phase)
  }
}
