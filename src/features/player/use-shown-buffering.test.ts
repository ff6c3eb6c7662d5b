import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { withSetup } from '../../../tests/support/client/with-setup'
import { useShownBuffering } from './use-shown-buffering'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

function watched() {
  const isBuffering = ref(false)
  const { result, unmount } = withSetup(() => useShownBuffering(() => isBuffering.value))
  return { isBuffering, isShown: result, unmount }
}

it('shows a pause after 400 ms, and hides it as soon as the picture moves', () => {
  const { isBuffering, isShown } = watched()
  isBuffering.value = true
  vi.advanceTimersByTime(399)
  expect(isShown.value).toBe(false)
  vi.advanceTimersByTime(1)
  expect(isShown.value).toBe(true)
  isBuffering.value = false
  expect(isShown.value).toBe(false)
})

it('does not add up short pauses', () => {
  const { isBuffering, isShown } = watched()
  for (let n = 0; n < 10; n += 1) {
    isBuffering.value = true
    vi.advanceTimersByTime(300)
    isBuffering.value = false
    expect(isShown.value).toBe(false)
  }
})

it('leaves no timer after unmount', () => {
  const { isBuffering, unmount } = watched()
  isBuffering.value = true
  unmount()
  expect(vi.getTimerCount()).toBe(0)
})
