/** Props of the components that the teacher's and the student's live page share. */
import type { IconName } from '@/ui/display/icons'
import type { QualityLevel } from '@/ui/types'

export interface StageTopProps {
  title: string
  /** Class and teacher. */
  subtitle: string
  /** Time on air, milliseconds; undefined while the class is not on air. */
  elapsedMs?: number
  /** Undefined while there is no stream. */
  viewers?: number
  /** Undefined while this device neither sends nor plays a stream. */
  level?: QualityLevel
  /** Hidden from view, but still reachable by keyboard. */
  faded?: boolean
}

export interface StageCardProps {
  title: string
  text?: string
  /** Duration in large type. */
  time?: string
  /** Default: a spinner. */
  icon?: IconName
  /** The reader must act. */
  alert?: boolean
}

export interface ClassOverProps {
  /** Title of the lesson, in the navigation bar. */
  lessonTitle: string
  title: string
  text: string
  icon: IconName
  /** Key figures of the class. */
  facts?: readonly { label: string, value: string }[]
}
