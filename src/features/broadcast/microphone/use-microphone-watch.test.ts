import '../../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { fireHook } from '../../../../tests/support/client/uni-app'
import { withSetup } from '../../../../tests/support/client/with-setup'
import { useMicrophoneWatch } from './use-microphone-watch'

const isWanted = ref(true)

function enter() {
  const { result } = withSetup(() => useMicrophoneWatch({ isWanted: () => isWanted.value }))
  const hears = (volume: number, forMs: number) => {
    for (let passedMs = 0; passedMs < forMs; passedMs += 1_000) {
      vi.advanceTimersByTime(1_000)
      result.heard({ volume })
    }
  }
  return { ...result, hears }
}

beforeEach(() => {
  vi.useFakeTimers()
  isWanted.value = true
})
afterEach(() => vi.useRealTimers())

it('notices silence on air, until the next sound', () => {
  const { isMicSilent, hears } = enter()
  hears(0, 20_000)
  expect(isMicSilent.value).toBe(false)
  hears(0, 1_000)
  expect(isMicSilent.value).toBe(true)
  hears(50, 1_000)
  expect(isMicSilent.value).toBe(false)
})

it('notices nothing while the teacher is muted or off air, and starts again afterwards', () => {
  const { isMicSilent, hears } = enter()
  hears(0, 30_000)
  isWanted.value = false
  expect(isMicSilent.value).toBe(false)
  hears(0, 60_000)
  expect(isMicSilent.value).toBe(false)
  isWanted.value = true
  hears(0, 20_000)
  expect(isMicSilent.value).toBe(false)
  hears(0, 1_000)
  expect(isMicSilent.value).toBe(true)
})

it('starts again when the page is shown', () => {
  const { isMicSilent, hears } = enter()
  hears(0, 19_000)
  fireHook('onShow')
  hears(0, 20_000)
  expect(isMicSilent.value).toBe(false)
})

it('needs reports: a component that sends none, or none with a volume, is not silent', () => {
  const { isMicSilent, heard } = enter()
  for (let second = 0; second < 60; second += 1) {
    vi.advanceTimersByTime(1_000)
    heard({})
  }
  expect(isMicSilent.value).toBe(false)
})
