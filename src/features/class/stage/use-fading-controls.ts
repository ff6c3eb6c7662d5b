import { onUnmounted, ref, watch } from 'vue'
import { onSeen, onUnseen } from '@/platform/page-life/life'

const FADE_AFTER_MS = 4_000
/** After a touch, browsers make up mouse events until this long; the tap has its own meaning. */
const EMULATION_MS = 1_000

export interface FadingControlsOptions {
  /** False while what the page says matters more than the picture. */
  mayFade: () => boolean
}

/** Controls over a picture: gone after a while, back with the next sign of a person. */
export function useFadingControls({ mayFade }: FadingControlsOptions) {
  const areVisible = ref(true)
  let isSeen = true
  let touchedAtMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function fade(): void {
    areVisible.value = !mayFade()
  }

  /** Somebody moved, focused or touched something. */
  function wake(): void {
    clearTimeout(timer)
    areVisible.value = true
    if (isSeen && mayFade()) timer = setTimeout(fade, FADE_AFTER_MS)
  }

  /** A tap on the picture itself: shows the controls or puts them away. */
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

  /** What a control does when it is tapped: one that nobody sees only shows itself. */
  function use(action: () => unknown): void {
    const wasVisible = areVisible.value
    wake()
    if (wasVisible) action()
  }

  // Nothing fades where nobody looks: WeChat's view would be told for nothing.
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
