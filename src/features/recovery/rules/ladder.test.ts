import { expect, test } from 'vitest'
import { FIRST_TRY, FLOWING, afterFailure, afterSilence, isStuck, leastStep } from './ladder'
import { PLAYER_LADDER } from '@/features/player/rules/state'
import { PUSHER_LADDER } from '@/features/pusher/rules/state'

test('each failure takes the next step, and the last step repeats', () => {
  const climb = (failures: number) => afterFailure({ ...FLOWING, failures }, PUSHER_LADDER, 'start').step
  expect([0, 1, 2, 3, 4, 40].map(climb)).toEqual(['start', 'restart', 'rebuild', 'new-url', 'new-url', 'new-url'])
})

test('a failure can require a later step than the next, never an earlier one', () => {
  expect(afterFailure(FLOWING, PUSHER_LADDER, 'rebuild').step).toBe('rebuild')
  expect(afterFailure({ ...FLOWING, failures: 3 }, PUSHER_LADDER, 'restart').step).toBe('new-url')
  expect(afterFailure(FLOWING, PLAYER_LADDER, 'restart').step).toBe('start')
})

test('only the recoveries rebuild and new-url require a later step', () => {
  expect(leastStep('restart')).toBe('start')
  expect(leastStep('platform-retries')).toBe('start')
  expect(leastStep('rebuild')).toBe('rebuild')
  expect(leastStep('new-url')).toBe('new-url')
})

test('an unreachable server does not count as a failure', () => {
  expect(afterSilence({ step: 'rebuild', attempt: 4, failures: 2 }))
    .toEqual({ step: 'new-url', attempt: 5, failures: 2 })
})

test('six failures in a row count as stuck', () => {
  expect(isStuck({ ...FIRST_TRY, failures: 5 })).toBe(false)
  expect(isStuck({ ...FIRST_TRY, failures: 6 })).toBe(true)
})
