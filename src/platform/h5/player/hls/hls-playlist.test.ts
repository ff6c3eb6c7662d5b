import { afterEach, expect, test, vi } from 'vitest'
import { askPlaylist, newestSegment } from './hls-playlist'

const MEDIA = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.000,\na/1.ts?token=x\n#EXTINF:2.000,\na/2.ts?token=y\n'
const MASTER = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000\nlow.m3u8\n'

const answer = (status: number, body = '') => vi.stubGlobal('fetch', async () => new Response(body, { status }))
const ask = () => askPlaylist('https://host/live/a.m3u8', new AbortController().signal)

afterEach(() => vi.unstubAllGlobals())

test('the newest segment is the last address of the playlist', () => {
  expect(newestSegment(MEDIA)).toBe('a/2.ts?token=y')
  expect(newestSegment(MEDIA.replaceAll('\n', '\r\n'))).toBe('a/2.ts?token=y')
  expect(newestSegment('#EXTM3U\n')).toBeUndefined()
})

test('a list of variants has no segment', () => {
  expect(newestSegment(MASTER)).toBeUndefined()
})

test('distinguishes a refusal from an unreachable server', async () => {
  answer(200, MEDIA)
  expect(await ask()).toEqual({ kind: 'ready', newest: 'a/2.ts?token=y' })
  answer(403)
  expect(await ask()).toEqual({ kind: 'refused', status: 403 })
  answer(503)
  expect(await ask()).toEqual({ kind: 'unreachable' })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  expect(await ask()).toEqual({ kind: 'unreachable' })
})

test('rejects after the signal is aborted', async () => {
  const abort = new AbortController()
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('aborted', 'AbortError')))
  abort.abort()
  await expect(askPlaylist('https://host/live/a.m3u8', abort.signal)).rejects.toThrow('aborted')
})
