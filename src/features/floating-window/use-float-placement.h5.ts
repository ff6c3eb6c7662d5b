import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import {
  dragFloat, floatKeyOf, placeFloat, readPlacement, resizeFloat, settleFloat, stepPlacement,
} from './rules/float-placement'
import type { FloatPlacement, FloatRect, FloatScreen } from './rules/float-placement'
import { log } from '@/platform/log'

const STORAGE_KEY = 'kaike.float-window'
/** Smallest movement that counts as a drag. */
const DRAG_FROM_PX = 6
/** Width by height until the first frame arrives. */
const USUAL_RATIO = 16 / 9

/** Reads the safe-area insets. Only CSS has access to them. */
function readInsets(): FloatScreen['insets'] {
  const probe = document.createElement('div')
  const padding = ['top', 'right', 'bottom', 'left'].map(edge => `env(safe-area-inset-${edge})`).join(' ')
  probe.style.cssText = `position:fixed;visibility:hidden;padding:${padding}`
  document.body.append(probe)
  const { paddingTop, paddingRight, paddingBottom, paddingLeft } = getComputedStyle(probe)
  probe.remove()
  const [top, right, bottom, left] = [paddingTop, paddingRight, paddingBottom, paddingLeft]
    .map(text => Number.parseFloat(text) || 0)
  return { top: top ?? 0, right: right ?? 0, bottom: bottom ?? 0, left: left ?? 0 }
}

const readScreen = (): FloatScreen => ({ width: window.innerWidth, height: window.innerHeight, insets: readInsets() })

export interface FloatPlacementOptions {
  /** Edge at which the window appears: a setting of the student. */
  side: () => FloatPlacement['side']
}

/** Position of the floating window: moved by touch, mouse and keyboard, stored on this device. */
export function useFloatPlacement({ side }: FloatPlacementOptions) {
  const screen = shallowRef(readScreen())
  const ratio = ref(USUAL_RATIO)
  const placement = shallowRef(readPlacement(uni.getStorageSync(STORAGE_KEY), side()))
  /** Position during a drag; undefined at rest. */
  const held = shallowRef<FloatRect>()
  const isResized = ref(false)
  const rest = computed(() => placeFloat(placement.value, ratio.value, screen.value))
  const rect = computed(() => held.value ?? rest.value)

  function keep(next: FloatPlacement): void {
    placement.value = next
    try {
      uni.setStorageSync(STORAGE_KEY, next)
    } catch {
      log.warn('float: the position could not be stored')
    }
  }

  watch(side, wanted => keep({ ...placement.value, side: wanted }))

  const measure = (): void => { screen.value = readScreen() }
  window.addEventListener('resize', measure)
  onScopeDispose(() => window.removeEventListener('resize', measure))

  /** Follows one pointer until its release. `onMove` gets the distance from the start, px. */
  function follow(
    event: PointerEvent, onMove: (dx: number, dy: number) => void, onEnd: (wasDrag: boolean) => void,
  ): void {
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
      // A cancelled touch is not a tap.
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

  /** Resizes by the corner away from the edge. */
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

  /** Returns whether the window handled the key. */
  function press({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const floatKey = ctrlKey || metaKey || altKey ? undefined : floatKeyOf(key, shiftKey)
    if (floatKey === undefined) return false
    keep(stepPlacement(placement.value, floatKey, ratio.value, screen.value))
    return true
  }

  return {
    rect,
    side: computed(() => placement.value.side),
    isHeld: computed(() => held.value !== undefined || isResized.value),
    ratio, drag, resize, press,
  }
}
