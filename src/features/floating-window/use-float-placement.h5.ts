import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { dragFloat, floatKeyOf, placeFloat, readPlacement, resizeFloat, settleFloat, stepPlacement } from './rules/float-placement'
import type { FloatPlacement, FloatRect, FloatScreen } from './rules/float-placement'
import { log } from '@/platform/log'

const STORAGE_KEY = 'kaike.float-window'
/** A finger that rests is no drag. */
const DRAG_FROM_PX = 6
/** Until the first picture says otherwise. */
const USUAL_RATIO = 16 / 9

/** What the system keeps for itself, as only styles know it. */
function readInsets(): FloatScreen['insets'] {
  const probe = document.createElement('div')
  probe.style.cssText = 'position:fixed;visibility:hidden;padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)'
  document.body.append(probe)
  const { paddingTop, paddingRight, paddingBottom, paddingLeft } = getComputedStyle(probe)
  probe.remove()
  const [top, right, bottom, left] = [paddingTop, paddingRight, paddingBottom, paddingLeft].map(text => Number.parseFloat(text) || 0)
  return { top: top ?? 0, right: right ?? 0, bottom: bottom ?? 0, left: left ?? 0 }
}

const readScreen = (): FloatScreen => ({ width: window.innerWidth, height: window.innerHeight, insets: readInsets() })

export interface FloatPlacementOptions {
  /** At which edge it appears, by the student's setting. */
  side: () => FloatPlacement['side']
}

/** Where the floating window stands: by finger, mouse and keyboard, remembered on this device. */
export function useFloatPlacement({ side }: FloatPlacementOptions) {
  const screen = shallowRef(readScreen())
  const ratio = ref(USUAL_RATIO)
  const placement = shallowRef(readPlacement(uni.getStorageSync(STORAGE_KEY), side()))
  /** Under a finger; undefined at rest. */
  const held = shallowRef<FloatRect>()
  const isResized = ref(false)
  const rest = computed(() => placeFloat(placement.value, ratio.value, screen.value))
  const rect = computed(() => held.value ?? rest.value)

  function keep(next: FloatPlacement): void {
    placement.value = next
    try {
      uni.setStorageSync(STORAGE_KEY, next)
    } catch {
      log.warn('float: the place could not be kept')
    }
  }

  watch(side, wanted => keep({ ...placement.value, side: wanted }))

  const measure = (): void => { screen.value = readScreen() }
  window.addEventListener('resize', measure)
  onScopeDispose(() => window.removeEventListener('resize', measure))

  /** Follows one pointer until it is let go. `onMove` is told how far it has come; `onEnd` whether it was a drag. */
  function follow(event: PointerEvent, onMove: (dx: number, dy: number) => void, onEnd: (wasDrag: boolean) => void): void {
    const { pointerId, clientX, clientY, currentTarget } = event
    if (event.button !== 0 || !(currentTarget instanceof HTMLElement)) return
    const element = currentTarget
    let isDrag = false
    element.setPointerCapture(pointerId)

    function moved(move: PointerEvent): void {
      const [dx, dy] = [move.clientX - clientX, move.clientY - clientY]
      isDrag ||= Math.hypot(dx, dy) >= DRAG_FROM_PX
      if (isDrag && move.pointerId === pointerId) onMove(dx, dy)
    }
    function ended(end: PointerEvent): void {
      if (end.pointerId !== pointerId) return
      element.removeEventListener('pointermove', moved)
      for (const type of ['pointerup', 'pointercancel'] as const) element.removeEventListener(type, ended)
      // A cancelled touch was nobody's tap.
      onEnd(isDrag || end.type === 'pointercancel')
    }
    element.addEventListener('pointermove', moved)
    for (const type of ['pointerup', 'pointercancel'] as const) element.addEventListener(type, ended)
  }

  function drag(event: PointerEvent, onTap: () => void): void {
    const from = rest.value
    follow(event, (dx, dy) => { held.value = dragFloat(from, dx, dy, screen.value) }, wasDrag => {
      if (held.value) keep(settleFloat(held.value, placement.value.size, screen.value))
      held.value = undefined
      if (!wasDrag) onTap()
    })
  }

  /** By the corner that is away from the edge. */
  function resize(event: PointerEvent): void {
    const before = placement.value
    const { width } = rest.value
    const outwards = before.side === 'right' ? -1 : 1
    follow(event, dx => {
      isResized.value = true
      placement.value = resizeFloat(before, width + outwards * dx, ratio.value, screen.value)
    }, () => {
      isResized.value = false
      keep(placement.value)
    })
  }

  /** Whether the key meant something to the window. */
  function press({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const floatKey = ctrlKey || metaKey || altKey ? undefined : floatKeyOf(key, shiftKey)
    if (floatKey === undefined) return false
    keep(stepPlacement(placement.value, floatKey, ratio.value, screen.value))
    return true
  }

  return { rect, side: computed(() => placement.value.side), isHeld: computed(() => held.value !== undefined || isResized.value), ratio, drag, resize, press }
}
