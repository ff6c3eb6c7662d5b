import { uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ref } from 'vue'
import type { LessonPhase } from '@contract/lessons/phase'
import { withSetup } from '../../../tests/support/client/with-setup'
import { fireHook } from '../../../tests/support/client/uni-app'
import { useLessonClock } from './use-lesson-clock'

Object.assign(uniStub, { getDeviceInfo: () => ({ platform: 'android' }) })

const NOW = Date.parse('2026-11-23T08:00:00.000Z')
const MINUTE_MS = 60_000

beforeEach(() => { vi.useFakeTimers({ now: NOW }) })
afterEach(() => { vi.useRealTimers() })

/** The clock of a lesson that starts in this time, on a device that is behind the server. */
function clock(startsInMs: number, phase: LessonPhase = 'open', offsetMs = 0) {
  const lesson = ref({ startsAt: new Date(NOW + startsInMs).toISOString(), phase })
  const { result } = withSetup(() => useLessonClock({ lesson: () => lesson.value, offsetMs: () => offsetMs }))
  fireHook('onShow')
  return result
}

it('counts by the server\'s clock', async () => {
  const { untilStartMs } = clock(10 * MINUTE_MS, 'open', 2 * MINUTE_MS)
  expect(untilStartMs.value).toBe(8 * MINUTE_MS)
  await vi.advanceTimersByTimeAsync(MINUTE_MS)
  expect(untilStartMs.value).toBe(7 * MINUTE_MS)
})

it('counts down only in the last 15 minutes before the start', () => {
  expect(clock(15 * MINUTE_MS).isCountingDown.value).toBe(true)
  expect(clock(15 * MINUTE_MS + 1).isCountingDown.value).toBe(false)
  expect(clock(0).isCountingDown.value).toBe(false)
})

it('does not count down to a class that is on air or cancelled', () => {
  for (const phase of ['live', 'interrupted', 'ended', 'cancelled'] as const) {
    expect(clock(MINUTE_MS, phase).isCountingDown.value).toBe(false)
  }
})

it('does not count down without a lesson', () => {
  const { result } = withSetup(() => useLessonClock({ lesson: () => undefined, offsetMs: () => undefined }))
  expect([result.startMs.value, result.isCountingDown.value]).toEqual([0, false])
})
