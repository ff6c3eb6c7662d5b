/** The port for sliding: WeChat's `<slider>` (native-slider.vue) and the browser's range (native-slider.h5.vue). */
export interface NativeSliderProps {
  value: number
  min: number
  max: number
  step: number
  disabled?: boolean
  label: string
  /** Id of the hint above the slider. */
  noteId?: string
  /** The value in words. */
  valueText: string
}

export type NativeSliderEvents = { change: [value: number] }
