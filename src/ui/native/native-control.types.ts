/** Properties that typing (native-input) and choosing (native-picker) share. */
export interface NativeControlProps {
  value: string
  disabled?: boolean
  label: string
  /** Id of the element that names the control. */
  labelId: string
  /** Id of the hint or the error under the control. */
  noteId?: string
  invalid?: boolean
}
