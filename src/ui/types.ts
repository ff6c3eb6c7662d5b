/** Properties of the parts of the design system. Appearance and use: docs/design-system.md. */
import type { IconName } from './display/icons'

export interface ButtonProps {
  /** One `primary` per screen; `quiet` beside it; `danger` for irreversible actions; `ghost` inside rows and bars. */
  variant?: 'primary' | 'quiet' | 'danger' | 'ghost'
  size?: 'small' | 'medium' | 'large'
  /** Shows a spinner and ignores taps. */
  loading?: boolean
  disabled?: boolean
  /** As wide as its container. */
  block?: boolean
  icon?: IconName
  /** Spoken instead of the text in the slot; required for a button with only an icon. */
  label?: string
}

export interface IconProps {
  name: IconName
  size?: 'small' | 'medium' | 'large' | 'huge'
}

export interface CardProps {
  tone?: 'plain' | 'accent' | 'live' | 'sunk'
  /** The whole card is a link for keyboards and screen readers, named by its text, and emits `tap`. */
  tappable?: boolean
}

export interface TagProps {
  tone?: 'neutral' | 'accent' | 'live' | 'warn' | 'muted'
}

export interface TabsProps {
  items: readonly { value: string, label: string }[]
  modelValue: string
  /** Names the choice. */
  label: string
  /** `choice` sets a value, `tabs` shows another part of the page. */
  kind?: 'tabs' | 'choice'
  disabled?: boolean
}

export interface SheetProps {
  open: boolean
  title: string
  /** False if the user must choose one of the actions: no close button, no backdrop, no Esc. */
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
  /** Only for `selector`. */
  modelValue: string
  mode?: 'selector' | 'date' | 'time'
  /** For `selector`. */
  options?: readonly PickOption[]
  /** A row in a list of settings: a lighter label, no space below. */
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
  /** The value in words; without it, the number. */
  valueText?: string
  hint?: string
  disabled?: boolean
}

export interface SkeletonProps {
  shape?: 'card' | 'lines' | 'row'
  /** Number of shapes. */
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
  /** Shows the meaning beside the bars; it is always spoken. */
  showLabel?: boolean
}

export interface LiveControlProps {
  icon: IconName
  label: string
  /** Switched on. Set it (also to false) only on controls that switch something. */
  active?: boolean
  danger?: boolean
  disabled?: boolean
  /** Shows the label under the circle; it is always spoken. */
  showLabel?: boolean
}

export interface CountdownProps {
  /** End of the countdown, milliseconds since 1970 on the server's clock. */
  toMs: number
  /** Time of the full ring; without it the ring spans 15 minutes. */
  fromMs?: number
  /** The server's clock minus this device's. */
  clockOffsetMs?: number
  /** Shown under the time, for example the event that starts then. */
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
  /** Shows the back button in the bar. */
  back?: boolean
  /** The page has `navigationStyle: custom` in WeChat too, so this component draws the bar there as well. */
  custom?: boolean
  /** No bar; the page draws its top itself. */
  bare?: boolean
  /** Up to 1200 px instead of 720 px. */
  wide?: boolean
  /** Shows the offline banner. */
  offline?: boolean
}
