import { expect, test } from 'vitest'
import { FIRST_TRY, FLOWING, afterFailure, afterSilence, isStuck, leastStep } from './ladder'
import { PLAYER_LADDER } from '@/features/player/rules/state'
import { PUSHER_LADDER } from '@/features/pusher/rules/state'

test('a failure climbs one rung and never falls off the ladder', () => {
  const climb = (failures: number) => afterFailure({ ...FLOWING, failures }, PUSHER_LADDER, 'start').step
  expect([0, 1, 2, 3, 4, 40].map(climb)).toEqual(['start', 'restart', 'rebuild', 'new-url', 'new-url', 'new-url'])
})

test('what failed can ask for more than the next rung, never for less', () => {
  expect(afterFailure(FLOWING, PUSHER_LADDER, 'rebuild').step).toBe('rebuild')
  expect(afterFailure({ ...FLOWING, failures: 3 }, PUSHER_LADDER, 'restart').step).toBe('new-url')
  expect(afterFailure(FLOWING, PLAYER_LADDER, 'restart').step).toBe('start')
})

test('a row asks for a rung only where a cheaper one cannot help', () => {
  expect(leastStep('restart')).toBe('start')
  expect(leastStep('platform-retries')).toBe('start')
  expect(leastStep('rebuild')).toBe('rebuild')
  expect(leastStep('new-url')).toBe('new-url')
})

test('an unreachable server is no failure of the component', () => {
  expect(afterSilence({ step: 'rebuild', attempt: 4, failures: 2 })).toEqual({ step: 'new-url', attempt: 5, failures: 2 })
})

test('six failures in a row are worth a word', () => {
  expect(isStuck({ ...FIRST_TRY, failures: 5 })).toBe(false)
  expect(isStuck({ ...FIRST_TRY, failures: 6 })).toBe(true)
})
