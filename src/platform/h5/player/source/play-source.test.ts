import { afterEach, expect, test, vi } from 'vitest'
import { choosePlaySource, isHlsUrl, playSource, sourceFacts } from './play-source'

const mediaSource = (isSupported: boolean) => ({ isTypeSupported: () => isSupported })
const canPlayType = (answer: CanPlayTypeResult) =>
  vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue(answer)

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('plays FLV with Media Source, otherwise HLS, otherwise nothing', () => {
  expect(choosePlaySource({ hasMediaSource: true, hasNativeHls: true })).toBe('flv')
  expect(choosePlaySource({ hasMediaSource: true, hasNativeHls: false })).toBe('flv')
  expect(choosePlaySource({ hasMediaSource: false, hasNativeHls: true })).toBe('hls')
  expect(choosePlaySource({ hasMediaSource: false, hasNativeHls: false })).toBeUndefined()
})

test('an iPhone before iOS 17.1 plays HLS', () => {
  vi.stubGlobal('MediaSource', undefined)
  vi.stubGlobal('ManagedMediaSource', undefined)
  canPlayType('maybe')
  expect(playSource()).toBe('hls')
})

test('an iPhone since iOS 17.1 plays FLV through Managed Media Source', () => {
  vi.stubGlobal('MediaSource', undefined)
  vi.stubGlobal('ManagedMediaSource', mediaSource(true))
  canPlayType('maybe')
  expect(playSource()).toBe('flv')
})

test('Media Source without H.264 does not count', () => {
  vi.stubGlobal('MediaSource', mediaSource(false))
  canPlayType('')
  expect(sourceFacts()).toEqual({ hasMediaSource: false, hasNativeHls: false })
})

test.each([
  ['https://host/live/a.m3u8?txSecret=1', true],
  ['https://host/live/a.M3U8', true],
  ['wss://host/live/a.flv?next=b.m3u8', false],
  ['https://host/live/a.m3u8x', false],
])('%s is HLS: %s', (url, isHls) => {
  expect(isHlsUrl(url)).toBe(isHls)
})
