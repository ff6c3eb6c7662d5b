import { expect, it } from 'vitest'
import { PLAYER_MODES, RTC_CONTRADICTION, cachesOf } from './player-profiles'

it.each([
  [800, 1, 3], [1_200, 1, 3], [1_499, 1, 3], [1_500, 3, 5], [2_000, 3, 5], [3_000, 3, 5], [undefined, 1, 3],
  [Number.NaN, 1, 3],
])(
  'a live stream of %s kbps starts with caches of %i and %i s',
  (bitrateKbps, minCacheSeconds, maxCacheSeconds) => {
    expect(cachesOf('live', bitrateKbps)).toEqual({ minCacheSeconds, maxCacheSeconds })
  },
)

it('a call has WeChat\'s own caches at any bitrate, and is not tunable', () => {
  expect(cachesOf('RTC', 3_000)).toEqual({ minCacheSeconds: 0.2, maxCacheSeconds: 0.8 })
  expect([PLAYER_MODES.live.isTunable, PLAYER_MODES.RTC.isTunable]).toEqual([true, false])
})

it('states in both languages where the guide and WeChat\'s page disagree', () => {
  expect(RTC_CONTRADICTION.zh).toMatch(/指南.*微信文档/)
  expect(RTC_CONTRADICTION.en).toMatch(/guide.*WeChat/)
})
