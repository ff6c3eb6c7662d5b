import type { NativeControlProps } from './native-control.types'

/** Properties of `NativeControlProps`, for `defineComponent`. */
export const CONTROL_PROPS = {
  value: { type: String, required: true },
  disabled: Boolean,
  label: { type: String, required: true },
  labelId: { type: String, required: true },
  noteId: String,
  invalid: Boolean,
} as const

/** The attributes that the browser's input and select share. */
export const controlAttributes = ({ value, disabled, labelId, noteId, invalid }: NativeControlProps) => ({
  value,
  disabled,
  'aria-labelledby': labelId,
  'aria-describedby': noteId,
  'aria-invalid': invalid ? 'true' : undefined,
})
