import type { Lesson, Role } from '@contract'
import type { IconName } from '@/ui/display/icons'

export interface PhaseTagProps {
  phase: Lesson['phase']
}

export interface LessonHeroProps {
  lesson: Lesson
  /** Selects the facts: students see the teacher, teachers see the class. */
  role: Role
  timeZone: string
  /** The server's clock, milliseconds since 1970. */
  nowMs: number
}

export interface LessonRowProps {
  lesson: Lesson
  role: Role
  timeZone: string
}

export interface LessonFactProps {
  icon: IconName
  label: string
  value: string
  note?: string
}
