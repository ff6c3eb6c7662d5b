import type { NativeControlProps } from './native-control.types'

/** The port for typing: WeChat's `<input>` (native-input.vue) and the browser's own (native-input.h5.vue). */
export interface NativeInputProps extends NativeControlProps {
  type: 'text' | 'password' | 'number'
  placeholder?: string
  maxlength?: number
  autocomplete?: string
  /** Set to true to take the focus. */
  focused?: boolean
}

export type NativeInputEvents = {
  input: [value: string]
  /** Enter, or "done" of the on-screen keyboard. */
  confirm: []
  blur: []
}
