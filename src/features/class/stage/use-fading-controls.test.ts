import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { fireHook, resetHooks } from '../../../../tests/support/client/uni-app'
import { withSetup } from '../../../../tests/support/client/with-setup'
import { useFadingControls } from './use-fading-controls'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => {
  vi.useRealTimers()
  resetHooks()
})

function controls(isLive = true) {
  const mayFade = ref(isLive)
  const { result } = withSetup(() => useFadingControls({ mayFade: () => mayFade.value }))
  return { ...result, mayFade }
}

it('fades the controls 4 s after the last activity', () => {
  const { areVisible, wake } = controls()
  vi.advanceTimersByTime(3_000)
  wake()
  vi.advanceTimersByTime(3_999)
  expect(areVisible.value).toBe(true)
  vi.advanceTimersByTime(1)
  expect(areVisible.value).toBe(false)
})

it('shows the controls while they may not fade', async () => {
  const { areVisible, mayFade } = controls()
  vi.advanceTimersByTime(5_000)
  mayFade.value = false
  await nextTick()
  expect(areVisible.value).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect(areVisible.value).toBe(true)
})

it('does not fade the controls of a hidden page', async () => {
  const { areVisible, mayFade } = controls()
  vi.advanceTimersByTime(1_000)
  fireHook('onHide')
  mayFade.value = false
  await nextTick()
  mayFade.value = true
  await nextTick()
  vi.advanceTimersByTime(60_000)
  expect(areVisible.value).toBe(true)
  fireHook('onShow')
  vi.advanceTimersByTime(3_999)
  expect(areVisible.value).toBe(true)
  vi.advanceTimersByTime(1)
  expect(areVisible.value).toBe(false)
})

it('toggles the controls on a tap on the picture', () => {
  const { areVisible, toggle } = controls()
  toggle()
  expect(areVisible.value).toBe(false)
  toggle()
  expect(areVisible.value).toBe(true)
})

it('shows hidden controls on the first tap, without their action', () => {
  const { areVisible, toggle, use } = controls()
  const action = vi.fn()
  toggle()
  use(action)
  expect(action).not.toHaveBeenCalled()
  expect(areVisible.value).toBe(true)
  use(action)
  expect(action).toHaveBeenCalledTimes(1)
})

it('ignores mouse events within 1 s of a touch', () => {
  const { areVisible, toggle, touched, mouseMoved } = controls()
  toggle()
  touched()
  mouseMoved()
  expect(areVisible.value).toBe(false)
  vi.advanceTimersByTime(1_001)
  mouseMoved()
  expect(areVisible.value).toBe(true)
})
