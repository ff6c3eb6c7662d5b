import '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { fireHook } from '../../../tests/support/client/uni-app'
import { withSetup } from '../../../tests/support/client/with-setup'
import { RTC_CACHES } from '@/platform/player-caches'
import { fakeServer } from '../../../tests/support/client/fake-server'
import { useLiveSessionStore } from '@/features/class/live-session'
import { liveAt } from '../../../tests/support/client/live-snapshot'
import { useCacheTuner } from './use-cache-tuner'
import { usePlayerStore } from './player-store'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'info').mockImplementation(() => {})
  fakeServer.reset()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function watching(options?: Parameters<typeof useCacheTuner>[0]) {
  const { result } = withSetup(() => ({ session: useLiveSessionStore(), tuner: useCacheTuner(options) }))
  result.session.enter('l', usePlayerStore())
  result.tuner.report('PLAYING')
  return result
}

const pass = (ms: number) => vi.advanceTimersByTime(ms)

it('raises the cache floor after a stall', () => {
  const { tuner } = watching()
  expect(tuner.limits.value.minCacheSeconds).toBeLessThan(2)
  pass(10_000)
  tuner.report('BUFFERING')
  pass(900)
  tuner.report('PLAYING')
  expect(tuner.limits.value.minCacheSeconds).toBeGreaterThan(2)
})

it('uses the bitrate of WeChat\'s net status', () => {
  const { tuner } = watching()
  for (let count = 0; count < 3; count += 1) {
    pass(2000)
    tuner.netStatus({ videoBitrate: 2600, audioBitrate: 64, videoCache: 1000 })
  }
  expect(tuner.limits.value).toEqual({ minCacheSeconds: 3, maxCacheSeconds: 5 })
})

it('continues when the clock of the phone is set back', () => {
  const { tuner } = watching()
  pass(10_000)
  vi.setSystemTime(Date.now() - 3_600_000)
  tuner.report('BUFFERING')
  pass(900)
  tuner.report('PLAYING')
  expect(tuner.limits.value.minCacheSeconds).toBeGreaterThan(2)
})

it('applies the preset that the student chooses', () => {
  const { tuner } = watching()
  tuner.choosePreset('smooth')
  expect(tuner.preset.value).toBe('smooth')
  expect(tuner.limits.value).toEqual({ minCacheSeconds: 3, maxCacheSeconds: 5 })
})

it('keeps the caches fixed in RTC mode', () => {
  const { tuner } = watching({ mode: 'RTC' })
  tuner.choosePreset('smooth')
  expect(tuner.limits.value).toEqual(RTC_CACHES)
})

it('ignores reports of a hidden page', () => {
  const { tuner } = watching()
  const before = tuner.limits.value
  pass(10_000)
  fireHook('onHide')
  tuner.report('BUFFERING')
  pass(900)
  tuner.netStatus({ videoCache: 0, netQualityLevel: 6 })
  tuner.report('PLAYING')
  expect(tuner.limits.value).toBe(before)
  fireHook('onShow')
  tuner.report('BUFFERING')
  pass(900)
  tuner.report('PLAYING')
  expect(tuner.limits.value.minCacheSeconds).toBeGreaterThan(2)
})

it('does not raise the floor for a stall while the teacher is away', async () => {
  const { session, tuner } = watching()
  session.serverSaid(liveAt('live'))
  await nextTick()
  pass(10_000)
  tuner.report('BUFFERING')
  session.serverSaid(liveAt('interrupted'))
  await nextTick()
  pass(900)
  session.serverSaid(liveAt('live'))
  await nextTick()
  tuner.report('PLAYING')
  expect(tuner.limits.value.minCacheSeconds).toBeLessThan(2)
})
