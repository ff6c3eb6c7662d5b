/** Properties of the design system's parts. Looks and uses of each: docs/design-system.md. */
import type { IconName } from './display/icons'

export interface ButtonProps {
  /** One `primary` a screen; `quiet` beside it; `danger` for what cannot be undone; `ghost` inside rows and bars. */
  variant?: 'primary' | 'quiet' | 'danger' | 'ghost'
  size?: 'small' | 'medium' | 'large'
  /** Shows a spinner and swallows taps. */
  loading?: boolean
  disabled?: boolean
  /** As wide as its container. */
  block?: boolean
  icon?: IconName
  /** Spoken instead of the text in the slot; needed where there is only an icon. */
  label?: string
}

export interface IconProps {
  name: IconName
  size?: 'small' | 'medium' | 'large' | 'huge'
}

export interface CardProps {
  tone?: 'plain' | 'accent' | 'live' | 'sunk'
  /** The whole card leads somewhere: it is a link for keyboards and screen readers, named by its text, and emits `tap`. */
  tappable?: boolean
}

export interface TagProps {
  tone?: 'neutral' | 'accent' | 'live' | 'warn' | 'muted'
}

export interface TabsProps {
  items: readonly { value: string, label: string }[]
  modelValue: string
  /** Says what is chosen here. */
  label: string
  /** `choice` where it sets a value, `tabs` where it shows another part of the page. */
  kind?: 'tabs' | 'choice'
  disabled?: boolean
}

export interface SheetProps {
  open: boolean
  title: string
  /** False where leaving must be a choice among the actions: no close button, no backdrop, no Esc. */
  closable?: boolean
}

export interface LabelledProps {
  label: string
  hint?: string
  /** The fault and its correction. It replaces the hint and marks the control as invalid. */
  error?: string
  disabled?: boolean
}

export interface FieldProps extends LabelledProps {
  modelValue: string
  type?: 'text' | 'password' | 'number'
  placeholder?: string
  maxlength?: number
  /** H5: the browser's autofill, e.g. `username`. */
  autocomplete?: string
}

export interface PickOption {
  value: string
  label: string
}

export interface PickProps extends LabelledProps {
  /** Selector: an option's `value`; date: `2026-11-23`; time: `08:30`. Empty: nothing chosen yet. */
  modelValue: string
  mode?: 'selector' | 'date' | 'time'
  /** For `selector`. */
  options?: readonly PickOption[]
  /** A row among settings: a lighter label, no space below. */
  plain?: boolean
}

export interface SwitchProps {
  modelValue: boolean
  label: string
  hint?: string
  disabled?: boolean
}

export interface SliderProps {
  modelValue: number
  label: string
  min?: number
  max: number
  step?: number
  /** The value in words; the number without it. */
  valueText?: string
  hint?: string
  disabled?: boolean
}

export interface SkeletonProps {
  shape?: 'card' | 'lines' | 'row'
  /** How many of that shape. */
  count?: number
}

export interface StateProps {
  kind: 'empty' | 'error' | 'offline'
  title: string
  text?: string
  /** Label of the button, which emits `action`; none without it. */
  action?: string
}

export interface NoticeProps {
  tone?: 'info' | 'success' | 'warn' | 'danger'
  /** Label of the button at the end, which emits `action`; none without it. */
  action?: string
}

/** WeChat's `netQualityLevel`: 1 best … 6 unusable, 0 unknown. */
export type QualityLevel = 0 | 1 | 2 | 3 | 4 | 5 | 6

export interface QualityBarProps {
  level: QualityLevel
  /** Writes the meaning beside the bars; it is always spoken. */
  showLabel?: boolean
}

export interface LiveControlProps {
  icon: IconName
  label: string
  /** Switched on; set it (also to false) only on controls that switch something. */
  active?: boolean
  danger?: boolean
  disabled?: boolean
  /** Writes the label under the circle; it is always spoken. */
  showLabel?: boolean
}

export interface CountdownProps {
  /** When it reaches zero, milliseconds since 1970 on the server's clock. */
  toMs: number
  /** When the ring was full; without it the ring spans 15 minutes. */
  fromMs?: number
  /** Server's clock minus this device's. */
  clockOffsetMs?: number
  /** Stands under the time, e.g. what starts then. */
  label?: string
  size?: 'medium' | 'large'
  /** Drawn over video. */
  onVideo?: boolean
}

export interface AvatarProps {
  name: string
  size?: 'small' | 'medium' | 'large'
}

export interface PageProps {
  /** Title of the window and of the bar at the top. */
  title: string
  /** Shows the way back in the bar. */
  back?: boolean
  /** The page has `navigationStyle: custom` in WeChat too, so the bar is drawn there as well. */
  custom?: boolean
  /** No bar at all; the page draws what is at its top itself. */
  bare?: boolean
  /** Up to 1200 px instead of 720 px. */
  wide?: boolean
  /** Shows the offline banner. */
  offline?: boolean
}
