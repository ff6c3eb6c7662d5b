import { onUnmounted, ref, watch } from 'vue'
import { onSeen, onUnseen } from '@/platform/page-life/life'

const FADE_AFTER_MS = 4_000
/** Browsers emulate mouse events for up to this time after a touch; they are ignored. */
const EMULATION_MS = 1_000

export interface FadingControlsOptions {
  /** False while a message of the page is more important than the picture. */
  mayFade: () => boolean
}

/** Controls over a picture: they fade after a pause and return on the next activity. */
export function useFadingControls({ mayFade }: FadingControlsOptions) {
  const areVisible = ref(true)
  let isSeen = true
  let touchedAtMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function fade(): void {
    areVisible.value = !mayFade()
  }

  /** Call on a pointer move, a focus or a touch. */
  function wake(): void {
    clearTimeout(timer)
    areVisible.value = true
    if (isSeen && mayFade()) timer = setTimeout(fade, FADE_AFTER_MS)
  }

  /** Shows or hides the controls on a tap on the picture. */
  function toggle(): void {
    if (!areVisible.value) return wake()
    clearTimeout(timer)
    fade()
  }

  function touched(): void {
    touchedAtMs = Date.now()
  }

  function mouseMoved(): void {
    if (Date.now() - touchedAtMs > EMULATION_MS) wake()
  }

  /** Runs a control's action. A tap on hidden controls only shows them. */
  function use(action: () => unknown): void {
    const wasVisible = areVisible.value
    wake()
    if (wasVisible) action()
  }

  // No fade on a hidden page: it would be a useless update of WeChat's view layer.
  onUnseen(() => {
    isSeen = false
    clearTimeout(timer)
  })
  onSeen(() => {
    isSeen = true
    wake()
  })
  watch(mayFade, wake, { immediate: true })
  onUnmounted(() => clearTimeout(timer))

  return { areVisible, wake, toggle, touched, mouseMoved, use }
}
