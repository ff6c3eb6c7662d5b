import type { NativeControlProps } from './native-control.types'
import type { PickOption } from '../types'

/**
 * The port for choosing: WeChat's `<picker>` (native-picker.vue) and the browser's select, date and time
 * (native-picker.h5.vue).
 */
export interface NativePickerProps extends NativeControlProps {
  mode: 'selector' | 'date' | 'time'
  options: readonly PickOption[]
  /** The text while nothing is chosen. */
  placeholder: string
}

export type NativePickerEvents = {
  change: [value: string]
}
