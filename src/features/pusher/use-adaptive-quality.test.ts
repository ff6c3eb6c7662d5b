import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import { withSetup } from '../../../tests/support/client/with-setup'
import type { RawNetStatus } from '@/features/codes/netstatus'
import type { ProfileName } from './rules/quality-profiles'
import { useAdaptiveQuality } from './use-adaptive-quality'

const BAD: RawNetStatus = { netQualityLevel: 6, videoBitrate: 900, netSpeed: 200 }
const OVER: RawNetStatus = { netQualityLevel: 1, videoBitrate: 4_000, netSpeed: 4_100 }

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'info').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function broadcasting() {
  const ceiling = ref<ProfileName>('FHD')
  const isOn = ref(true)
  const { result } = withSetup(() => useAdaptiveQuality({ ceiling: () => ceiling.value, isOn: () => isOn.value }))
  const hear = (raw: RawNetStatus, times: number) => {
    for (let index = 0; index < times; index += 1) {
      vi.advanceTimersByTime(2_000)
      result.netStatus(raw)
    }
  }
  return { ...result, ceiling, isOn, hear }
}

it('lowers the profile on a bad network, in the teacher\'s mode', () => {
  const { profile, level, hear } = broadcasting()
  expect(profile.value).toMatchObject({ mode: 'FHD', maxBitrateKbps: 1800, isReduced: false })
  hear(BAD, 5)
  expect(level.value).toBe('HD')
  expect(profile.value).toMatchObject({ mode: 'FHD', maxBitrateKbps: 1200, isReduced: true })
})

it('lowers the profile after NETWORK_BUSY reports', () => {
  const { level, report } = broadcasting()
  for (let index = 0; index < 5; index += 1) {
    vi.advanceTimersByTime(2_000)
    report('NETWORK_BUSY')
  }
  expect(level.value).toBe('HD')
})

it('applies a new choice and the switch at once', () => {
  const { profile, ceiling, isOn, level, hear } = broadcasting()
  hear(BAD, 5)
  isOn.value = false
  expect(level.value).toBe('FHD')
  hear(BAD, 20)
  expect(level.value).toBe('FHD')
  ceiling.value = 'SD'
  expect(profile.value).toMatchObject({ mode: 'SD', maxBitrateKbps: 800 })
})

it('detects a phone that ignores the bitrate limit', () => {
  const { isLimitIgnored, hear } = broadcasting()
  hear(OVER, 6)
  expect(isLimitIgnored.value).toBe(false)
  hear(OVER, 2)
  expect(isLimitIgnored.value).toBe(true)
})
