/** Properties of the parts that the teacher's and the student's live page share. */
import type { IconName } from '@/ui/display/icons'
import type { QualityLevel } from '@/ui/types'

export interface StageTopProps {
  title: string
  /** Under the title: class and teacher. */
  subtitle: string
  /** Since when the class is on air, milliseconds; undefined while it is not. */
  elapsedMs?: number
  /** Undefined while there is nothing to watch. */
  viewers?: number
  /** Undefined without a stream of one's own. */
  level?: QualityLevel
  /** Out of sight while nobody needs it; the keyboard still finds it. */
  faded?: boolean
}

export interface StageCardProps {
  title: string
  text?: string
  /** Written large: how long something has lasted. */
  time?: string
  /** A spinner is drawn without one. */
  icon?: IconName
  /** Somebody must do something. */
  alert?: boolean
}

export interface ClassOverProps {
  /** Of the lesson, in the bar. */
  lessonTitle: string
  title: string
  text: string
  icon: IconName
  /** The class in numbers. */
  facts?: readonly { label: string, value: string }[]
}
