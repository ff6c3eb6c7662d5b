/** The port for typing: WeChat's `<input>` (native-input.vue) and the browser's own (native-input.h5.vue). */
export interface NativeInputProps {
  value: string
  type: 'text' | 'password' | 'number'
  placeholder?: string
  maxlength?: number
  autocomplete?: string
  disabled?: boolean
  /** Set to true to take the focus. */
  focused?: boolean
  /** Id of the element that names it. */
  labelId: string
  /** Id of the hint or the error under it. */
  noteId?: string
  label: string
  invalid?: boolean
}

export type NativeInputEvents = {
  input: [value: string]
  /** Enter, or the keyboard's "done". */
  confirm: []
  blur: []
}
