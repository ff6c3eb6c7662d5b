/**
 * The port for switching: WeChat's `<switch>` (native-switch.vue) and the browser's checkbox (native-switch.h5.vue).
 */
export interface NativeSwitchProps {
  checked: boolean
  disabled?: boolean
  label: string
  /** Id of the hint beside the switch. */
  noteId?: string
}

export type NativeSwitchEvents = { change: [checked: boolean] }
