import { expect, test } from 'vitest'
import { HlsWatch } from './hls-watch'

const seekable = (endSeconds: number) => ({ length: 1, start: () => 0, end: () => endSeconds }) as TimeRanges
const NO_RANGE = { length: 0 } as TimeRanges
const SEEN = (lastFrameMs: number | undefined) => ({ lastFrameMs, isHidden: false })
const at = (currentTime: number, range = NO_RANGE) => ({ currentTime, seekable: range, videoWidth: 640 })

test('a moving playhead has no fault', () => {
  const watch = new HlsWatch(0)
  for (let second = 1; second < 60; second += 1) {
    expect(watch.complain(second * 1000, at(second, seekable(second + 6)), SEEN(second * 1000))).toBeUndefined()
  }
})

test('a playhead that stops for 8 s after the last restart is silent', () => {
  const watch = new HlsWatch(0)
  watch.complain(1000, at(1), SEEN(1000))
  expect(watch.complain(9000, at(1), SEEN(1000))).toBeUndefined()
  expect(watch.complain(9001, at(1), SEEN(1000))).toBe('silent')
  watch.restart(9001)
  expect(watch.complain(9002, at(1), SEEN(1000))).toBeUndefined()
})

test('a playhead without pictures is frozen, except in a hidden tab or without video', () => {
  const watch = new HlsWatch(0)
  expect(watch.complain(6000, at(6), SEEN(1900))).toBe('frozen')
  expect(watch.complain(6100, at(6.1), { lastFrameMs: 1900, isHidden: true })).toBeUndefined()
  expect(watch.complain(6200, { ...at(6.2), videoWidth: 0 }, SEEN(1900))).toBeUndefined()
  expect(watch.complain(6300, at(6.3), SEEN(undefined))).toBeUndefined()
})

test('half a minute behind live is late, unless the range has no end', () => {
  const watch = new HlsWatch(0)
  expect(watch.complain(1000, at(10, seekable(41)), SEEN(1000))).toBe('late')
  expect(watch.complain(1100, at(10.1, seekable(40)), SEEN(1100))).toBeUndefined()
  expect(watch.complain(1200, at(10.2, seekable(Number.POSITIVE_INFINITY)), SEEN(1200))).toBeUndefined()
})
