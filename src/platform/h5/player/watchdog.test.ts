import { expect, test } from 'vitest'
import { complain } from './watchdog'
import type { WatchFacts } from './watchdog'

const WELL: WatchFacts = {
  nowMs: 60_000, openedAtMs: 0, lastArrivalMs: 59_950, lastFrameMs: 59_930,
  hasVideo: true, hasAudio: true, expectsAudio: true, isPlaying: true, isHidden: false,
}
const STARTING: WatchFacts = { ...WELL, openedAtMs: 59_000, lastFrameMs: undefined, isPlaying: false }

test('a playing stream has no fault', () => {
  expect(complain(WELL)).toBeUndefined()
})

test('reports a silent network after five seconds', () => {
  expect(complain({ ...WELL, lastArrivalMs: 55_000 })).toBeUndefined()
  expect(complain({ ...WELL, lastArrivalMs: 54_999 })).toBe('silent')
})

test('reports a frozen picture after four seconds while bytes arrive', () => {
  expect(complain({ ...WELL, lastFrameMs: 55_999 })).toBe('frozen')
})

test('a refill of the cache and a hidden tab are no freeze', () => {
  expect(complain({ ...WELL, lastFrameMs: 50_000, isPlaying: false })).toBeUndefined()
  expect(complain({ ...WELL, lastFrameMs: 50_000, isHidden: true })).toBeUndefined()
})

test('reports bytes that never become a picture', () => {
  expect(complain({ ...STARTING, openedAtMs: 54_500 })).toBeUndefined()
  expect(complain({ ...STARTING, openedAtMs: 53_999 })).toBe('frozen')
})

test('reports announced sound that is missing for a second', () => {
  expect(complain({ ...STARTING, hasAudio: false })).toBeUndefined()
  expect(complain({ ...STARTING, hasAudio: false, openedAtMs: 58_900 })).toBe('soundless')
  expect(complain({ ...STARTING, hasAudio: false, openedAtMs: 58_900, expectsAudio: false })).toBeUndefined()
})
