import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startRelay } from '../../../../../tests/support/relay/relay-under-test'
import { audioHeader, frames, keyframe, metadata, opening, sound } from '../../../../../tests/support/relay/samples'
import { until } from '../../../../../tests/support/relay/until'
import { TS_PACKET_BYTES } from './ts-packets'
import type { MediaAnswer, MediaRequest } from '../../../engine'
import type { RelayUnderTest } from '../../../../../tests/support/relay/relay-under-test'
import type { RtmpClient } from '../../../../../tests/support/relay/rtmp-client'

const SEGMENT_FRAMES = 50

let under: RelayUnderTest
let publisher: RtmpClient
let answer: MediaAnswer
let asked: MediaRequest[]

beforeEach(async () => {
  answer = { allowed: true, memberId: 'bob' }
  asked = []
  under = await startRelay({
    authorize: async request => {
      asked.push(request)
      return request.role === 'publish' ? { allowed: true, memberId: 'ann' } : answer
    },
    allowedOrigins: ['https://school.example'],
    limits: { hlsFirstSegmentMs: 3_000, hlsIdleMs: 4_000 },
  })
  publisher = under.rtmp()
  await publisher.publish('s1')
})
afterEach(() => under.end())

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${under.httpPort}/live/${path}`, init)
const urisOf = (playlist: string): string[] => playlist.split('\n').filter(line => line !== '' && !line.startsWith('#'))

/** Sends `count` segments of 2 s, and the keyframe that ends the last one. */
function send(count: number, startMs = 0): void {
  publisher.tags(...frames(count * SEGMENT_FRAMES + 1, { startMs, gop: SEGMENT_FRAMES }))
}

async function playlist(): Promise<string> {
  const response = await get('s1.m3u8?ticket=secret')
  expect(response.status).toBe(200)
  return response.text()
}

test('the first playlist waits for the first segment, which begins at the cached keyframe', async () => {
  publisher.tags(...opening(), ...frames(30, { gop: SEGMENT_FRAMES }))
  await until(() => under.relay.stats()[0]?.bytesIn !== 0)
  const answered = playlist()
  await until(() => under.relay.viewers('s1') === 1)
  publisher.tags(...frames(21, { startMs: 1_200, gop: 100 }).slice(2), keyframe(2_040))
  const text = await answered
  expect(text).toContain('#EXTINF:2.040,')
  const [uri = ''] = urisOf(text)
  const segment = await get(uri)
  expect(segment.headers.get('content-type')).toBe('video/mp2t')
  const bytes = Buffer.from(await segment.arrayBuffer())
  expect(bytes.length % TS_PACKET_BYTES).toBe(0)
  const syncBytes = Array.from({ length: bytes.length / TS_PACKET_BYTES }, (_, index) => bytes[index * TS_PACKET_BYTES])
  expect(new Set(syncBytes)).toEqual(new Set([0x47]))
})

test('a playlist advances and keeps a few segments', async () => {
  publisher.tags(...opening())
  const first = playlist()
  await until(() => asked.length === 2)
  send(12)
  await first
  await until(() => (under.relay.stats()[0]?.gopMs ?? 0) === 2_000)
  const text = await playlist()
  expect(urisOf(text)).toEqual(urisOf(await playlist()))
  expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:6\n')
  expect(urisOf(text)).toHaveLength(6)
  expect((await get(`s1/0.ts?${urisOf(text)[0]?.split('?')[1] ?? ''}`)).status).toBe(404)
})

test('a republish or a new codec is a discontinuity', async () => {
  publisher.tags(...opening())
  const first = playlist()
  await until(() => asked.length === 2)
  send(2)
  await first
  const second = under.rtmp()
  await second.publish('s1')
  second.tags(...opening(1), ...frames(SEGMENT_FRAMES + 1, { gop: SEGMENT_FRAMES }))
  await until(() => under.stops().length === 1)
  await until(() => (under.relay.stats()[0]?.gopMs ?? 0) === 2_000)
  const lines = (await playlist()).split('\n').filter(line => /DISCONTINUITY$|EXTINF/.test(line))
  expect(lines).toEqual([
    '#EXTINF:2.000,', '#EXTINF:2.000,', '#EXTINF:0.040,', '#EXT-X-DISCONTINUITY', '#EXTINF:2.000,',
  ])
})

test('an audio-only class is cut by time', async () => {
  publisher.tags(metadata({ audiocodecid: 10 }), audioHeader())
  const answered = playlist()
  await until(() => asked.length === 2)
  publisher.tags(...Array.from({ length: 100 }, (_, index) => sound(index * 25)))
  expect(await answered).toContain('#EXTINF:2.000,')
})

describe('permission', () => {
  test('is checked for a playlist, and not again for its segments', async () => {
    publisher.tags(...opening())
    const answered = playlist()
    await until(() => asked.length === 2)
    send(1)
    const [uri = ''] = urisOf(await answered)
    expect(asked[1]).toMatchObject({ role: 'play', protocol: 'hls', stream: 's1', query: { ticket: 'secret' } })
    expect((await get(uri)).status).toBe(200)
    expect(asked).toHaveLength(2)
    expect(uri).not.toContain('secret')
  })

  test.each([
    '', '?token=', `?token=${'A'.repeat(30)}`, '?token=..%2f',
  ])('refuses a segment with a token like "%s"', async query => {
    publisher.tags(...opening())
    const answered = playlist()
    await until(() => asked.length === 2)
    send(1)
    await answered
    expect((await get(`s1/0.ts${query}`)).status).toBe(403)
  })

  test('refuses a token of another stream', async () => {
    publisher.tags(...opening())
    const answered = playlist()
    await until(() => asked.length === 2)
    send(1)
    const [uri = ''] = urisOf(await answered)
    const other = under.rtmp()
    await other.publish('s2')
    other.tags(...opening())
    const theirs = get('s2.m3u8')
    await until(() => asked.length === 4)
    other.tags(...frames(SEGMENT_FRAMES + 1, { gop: SEGMENT_FRAMES }))
    expect(urisOf(await (await theirs).text())[0]).toMatch(/^s2\/0\.ts/)
    expect((await get(uri.replace('s1/', 's2/'))).status).toBe(403)
  })

  test('is refused immediately', async () => {
    answer = { allowed: false, reason: 'forged' }
    expect((await get('s1.m3u8')).status).toBe(403)
  })
})

test.each([
  'nobody.m3u8', '..%2f.m3u8', 's1/x.ts', 's1/99999999999.ts',
])('%s is answered immediately as not found', async path => {
  expect((await get(path)).status).toBe(404)
})

test('HEAD and OPTIONS are answered, also across origins', async () => {
  publisher.tags(...opening())
  const answered = get('s1.m3u8', { method: 'HEAD', headers: { origin: 'https://school.example' } })
  await until(() => asked.length === 2)
  send(1)
  const head = await answered
  expect([head.status, head.headers.get('content-type'), head.headers.get('access-control-allow-origin')])
    .toEqual([200, 'application/vnd.apple.mpegurl', 'https://school.example'])
  expect((await get('s1.m3u8', { method: 'OPTIONS' })).status).toBe(204)
  expect((await get('s1.m3u8', { method: 'DELETE' })).status).toBe(405)
})

test('viewers are counted, and no segments are made without viewers', async () => {
  publisher.tags(...opening())
  const answered = playlist()
  await until(() => asked.length === 2)
  send(1)
  const [uri = ''] = urisOf(await answered)
  expect(under.relay.viewers('s1')).toBe(1)
  await until(() => under.relay.viewers('s1') === 0, 15_000)
  expect((await get(uri)).status).toBe(404)
})

test('the end of the class removes its segments', async () => {
  publisher.tags(...opening())
  const answered = playlist()
  await until(() => asked.length === 2)
  send(1)
  const [uri = ''] = urisOf(await answered)
  under.relay.closeStream('s1')
  expect((await get(uri)).status).toBe(404)
  expect((await get('s1.m3u8')).status).toBe(404)
})
