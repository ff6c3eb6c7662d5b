import { uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { computed, nextTick, ref } from 'vue'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import { withSetup } from '../../../tests/support/client/with-setup'
import type { Diagnosis } from '@/features/class/rules/diagnosis'
import { useLiveSessionStore } from '@/features/class/live-session'
import { usePlayerStore } from '@/features/player/player-store'
import { useWatchView } from './use-watch-view'

Object.assign(uniStub, { getDeviceInfo: () => ({ platform: 'android' }) })

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'info').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function onAir() {
  const refusalText = ref('')
  const diagnosis = computed((): Diagnosis => 'my-network-slow')
  const { result } = withSetup(() => useWatchView({ isMine: () => true, refusalText, diagnosis }))
  const player = usePlayerStore()
  useLiveSessionStore().enter('l', player)
  useLiveSessionStore().serverSaid(liveAt('live'))
  await nextTick()
  return { ...result, refusalText, player }
}

it('waits for the first picture of a class', async () => {
  const { view, hasStage, hasPicture, player } = await onAir()
  expect([view.value, hasStage.value, hasPicture.value]).toEqual(['connecting', true, false])
  player.dispatch({ type: 'reported', event: 'PLAYING' })
  await nextTick()
  expect([view.value, hasPicture.value]).toEqual(['live', true])
})

it('keeps the picture during a reconnection, and drops it at the end', async () => {
  const { hasPicture, hasStage, player } = await onAir()
  player.dispatch({ type: 'reported', event: 'PLAYING' })
  await nextTick()
  player.dispatch({ type: 'reported', event: 'NETWORK_LOST' })
  await nextTick()
  expect(hasPicture.value).toBe(true)
  useLiveSessionStore().serverSaid(liveAt('ended'))
  await nextTick()
  expect([hasPicture.value, hasStage.value]).toEqual([false, false])
})

it('shows a pause and its cause only when it lasts', async () => {
  const { view, shownView, shownDiagnosis, player } = await onAir()
  player.dispatch({ type: 'reported', event: 'PLAYING' })
  player.dispatch({ type: 'reported', event: 'BUFFERING' })
  expect([view.value, shownView.value, shownDiagnosis.value]).toEqual(['buffering', 'live', undefined])
  await vi.advanceTimersByTimeAsync(1_000)
  expect([shownView.value, shownDiagnosis.value]).toEqual(['buffering', 'my-network-slow'])
})

it('shows a refusal instead of everything else', async () => {
  const { view, hasStage, refusalText } = await onAir()
  refusalText.value = '您不在这个班级'
  expect([view.value, hasStage.value]).toEqual(['refused', false])
})

it.each([
  [{ type: 'urlUnplayable' }, 'badUrl'], [{ type: 'deviceUnfit' }, 'unplayable'],
] as const)('explains a failure without another try: %o', async (input, text) => {
  const { view, failure, player } = await onAir()
  player.dispatch(input)
  expect([view.value, failure.value]).toEqual(['failed', text])
})
