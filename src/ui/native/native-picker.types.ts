import type { PickOption } from '../types'

/** The port for choosing: WeChat's `<picker>` (native-picker.vue) and the browser's select, date and time (native-picker.h5.vue). */
export interface NativePickerProps {
  value: string
  mode: 'selector' | 'date' | 'time'
  options: readonly PickOption[]
  disabled?: boolean
  /** Id of the element that names it. */
  labelId: string
  /** Id of the hint or the error under it. */
  noteId?: string
  label: string
  invalid?: boolean
  /** Stands there while nothing is chosen. */
  placeholder: string
}

export type NativePickerEvents = {
  change: [value: string]
}
