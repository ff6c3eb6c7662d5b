import { onUnmounted, ref, watch } from 'vue'

const FADE_AFTER_MS = 4_000

export interface FadingControlsOptions {
  /** False while what the page says matters more than the picture. */
  mayFade: () => boolean
}

/** Controls over a picture: gone after a while, back with the next sign of a person. */
export function useFadingControls({ mayFade }: FadingControlsOptions) {
  const areVisible = ref(true)
  let timer: ReturnType<typeof setTimeout> | undefined

  function fade(): void {
    areVisible.value = !mayFade()
  }

  /** Somebody moved, focused or touched something. */
  function wake(): void {
    clearTimeout(timer)
    areVisible.value = true
    if (mayFade()) timer = setTimeout(fade, FADE_AFTER_MS)
  }

  /** A tap on the picture itself: shows the controls or puts them away. */
  function toggle(): void {
    if (!areVisible.value) return wake()
    clearTimeout(timer)
    fade()
  }

  /** A finger moves too when it taps, and the tap has its own meaning. */
  function pointerMoved({ pointerType }: { pointerType?: string }): void {
    if (pointerType === 'mouse') wake()
  }

  watch(mayFade, wake, { immediate: true })
  onUnmounted(() => clearTimeout(timer))

  return { areVisible, wake, toggle, pointerMoved }
}
