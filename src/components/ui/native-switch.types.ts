/** The port for switching: WeChat's `<switch>` (native-switch.vue) and the browser's checkbox (native-switch.h5.vue). */
export interface NativeSwitchProps {
  checked: boolean
  disabled?: boolean
  /** For WeChat, which has no labels of other elements. */
  label: string
  labelId: string
  noteId?: string
}

export type NativeSwitchEvents = { change: [checked: boolean] }
