import { expect, test } from 'vitest'
import { complain } from './watchdog'
import type { WatchFacts } from './watchdog'

const WELL: WatchFacts = {
  nowMs: 60_000, openedAtMs: 0, lastArrivalMs: 59_950, lastFrameMs: 59_930,
  hasVideo: true, hasAudio: true, expectsAudio: true, isPlaying: true, isHidden: false,
}
const STARTING: WatchFacts = { ...WELL, openedAtMs: 59_000, lastFrameMs: undefined, isPlaying: false }

test('a stream that plays is left alone', () => {
  expect(complain(WELL)).toBeUndefined()
})

test('a silent network is noticed after five seconds', () => {
  expect(complain({ ...WELL, lastArrivalMs: 55_000 })).toBeUndefined()
  expect(complain({ ...WELL, lastArrivalMs: 54_999 })).toBe('silent')
})

test('pictures that stop while bytes arrive are noticed after four seconds', () => {
  expect(complain({ ...WELL, lastFrameMs: 55_999 })).toBe('frozen')
})

test('a refill of the cache and a hidden tab are no freeze', () => {
  expect(complain({ ...WELL, lastFrameMs: 50_000, isPlaying: false })).toBeUndefined()
  expect(complain({ ...WELL, lastFrameMs: 50_000, isHidden: true })).toBeUndefined()
})

test('bytes that never become a picture are noticed', () => {
  expect(complain({ ...STARTING, openedAtMs: 54_500 })).toBeUndefined()
  expect(complain({ ...STARTING, openedAtMs: 53_999 })).toBe('frozen')
})

test('sound that was promised and does not come is noticed after a second', () => {
  expect(complain({ ...STARTING, hasAudio: false })).toBeUndefined()
  expect(complain({ ...STARTING, hasAudio: false, openedAtMs: 58_900 })).toBe('soundless')
  expect(complain({ ...STARTING, hasAudio: false, openedAtMs: 58_900, expectsAudio: false })).toBeUndefined()
})
