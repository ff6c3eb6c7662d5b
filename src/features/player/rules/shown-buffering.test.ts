import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUFFERING_SHOWN_AFTER_MS, shownBuffering } from './shown-buffering'

test('a moving picture needs no spinner', () => {
  expect(shownBuffering(undefined, 5_000)).toEqual({ isShown: false, askAgainInMs: undefined })
})

test('a pause is shown after 400 ms, and the next check is due exactly then', () => {
  expect(shownBuffering(1_000, 1_000)).toEqual({ isShown: false, askAgainInMs: BUFFERING_SHOWN_AFTER_MS })
  expect(shownBuffering(1_000, 1_399)).toEqual({ isShown: false, askAgainInMs: 1 })
  expect(shownBuffering(1_000, 1_400)).toEqual({ isShown: true, askAgainInMs: undefined })
})

test('a spinner appears exactly for pauses of 400 ms and more', () => {
  fc.assert(fc.property(fc.nat(10_000), fc.nat(2_000), (sinceMs, pauseMs) => {
    const first = shownBuffering(sinceMs, sinceMs)
    const later = shownBuffering(sinceMs, sinceMs + pauseMs)
    expect(later.isShown).toBe(pauseMs >= BUFFERING_SHOWN_AFTER_MS)
    expect(shownBuffering(sinceMs, sinceMs + (first.askAgainInMs ?? 0)).isShown).toBe(true)
  }))
})
