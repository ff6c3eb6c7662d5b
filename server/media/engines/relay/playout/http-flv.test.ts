import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startRelay } from '../../../../../tests/support/relay/relay-under-test'
import { frames, keyframe, opening } from '../../../../../tests/support/relay/samples'
import { until } from '../../../../../tests/support/relay/until'
import type { MediaAnswer } from '../../../engine'
import type { RelayUnderTest } from '../../../../../tests/support/relay/relay-under-test'

const ORIGIN = 'https://school.example'
let under: RelayUnderTest
let answer: MediaAnswer = { allowed: true, memberId: 'ann' }

beforeEach(async () => {
  answer = { allowed: true, memberId: 'ann' }
  under = await startRelay({
    authorize: async ({ role }) => role === 'publish' ? { allowed: true, memberId: 'ann' } : answer,
    allowedOrigins: [ORIGIN],
  })
})
afterEach(() => under.end())

async function onAir() {
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.tags(...opening(), ...frames(7))
  await until(() => under.relay.stats()[0]?.gopMs === 200)
  return publisher
}

test('a late joiner first receives metadata, headers and the last keyframe', async () => {
  await onAir()
  const viewer = under.watch('s1')
  await until(() => viewer.tags.length === 3 + 4)
  expect(viewer.tags.slice(0, 3).map(({ body }) => body)).toEqual(opening().map(({ body }) => body))
  expect(viewer.tags[3]).toEqual(keyframe(200))
  expect(under.relay.viewers('s1')).toBe(1)
  viewer.end()
  await until(() => under.relay.viewers('s1') === 0)
  expect(under.told.filter(([event]) => event === 'viewers').map(([, fact]) => fact)).toEqual([
    { stream: 's1', count: 1 }, { stream: 's1', count: 0 },
  ])
})

describe('answers immediately', () => {
  test.each([
    ['404 for a stream that is not known', 'GET', '/live/s2.flv', 404],
    ['404 for what is no stream name', 'GET', '/live/..%2f.flv', 404],
    ['404 to HEAD, too', 'HEAD', '/live/s2.flv', 404],
    ['200 to HEAD for one on air', 'HEAD', '/live/s1.flv', 200],
    ['405 to another method', 'POST', '/live/s1.flv', 405],
    ['204 to OPTIONS', 'OPTIONS', '/live/s1.flv', 204],
  ])('%s', async (_, method, path, status) => {
    await onAir()
    const response = await fetch(`http://127.0.0.1:${under.httpPort}${path}`, { method })
    expect(response.status).toBe(status)
    expect(await response.text()).toBe('')
    expect(under.relay.viewers('s1')).toBe(0)
  })

  test('403 when the app refuses, whether or not the stream is on air', async () => {
    await onAir()
    answer = { allowed: false, reason: 'forged' }
    expect((await fetch(under.flvUrl('s1'))).status).toBe(403)
    expect((await fetch(under.flvUrl('s2'))).status).toBe(403)
  })
})

test('only pages of configured origins may read the stream', async () => {
  await onAir()
  const allowed = async (origin: string, method = 'HEAD') =>
    (await fetch(under.flvUrl('s1'), { method, headers: { origin } })).headers.get('access-control-allow-origin')
  expect(await allowed(ORIGIN)).toBe(ORIGIN)
  expect(await allowed(ORIGIN, 'OPTIONS')).toBe(ORIGIN)
  expect(await allowed('https://evil.example')).toBeNull()
})

test('a player that joins while the publisher is away waits for it', async () => {
  const publisher = await onAir()
  await publisher.end()
  await until(() => !under.relay.isPublishing('s1'))
  const viewer = under.watch('s1')
  await viewer.answered()
  expect(viewer.status).toBe(200)
  const back = under.rtmp()
  await back.publish('s1')
  back.tags(...opening(), ...frames(1))
  await until(() => viewer.pictures === 1)
})

test('the end of the stream ends the response', async () => {
  await onAir()
  const viewer = under.watch('s1')
  await until(() => viewer.pictures > 0)
  under.relay.closeStream('s1')
  await viewer.closed()
  expect(under.stops()).toEqual(['closing'])
  expect((await fetch(under.flvUrl('s1'))).status).toBe(404)
})

test('a request pipelined behind the stream ends the connection', async () => {
  await onAir()
  const socket = connect(under.httpPort, '127.0.0.1')
  socket.on('error', () => { /* A reset is an end, too. */ })
  socket.resume()
  const request = 'GET /live/s1.flv HTTP/1.1\r\nHost: x\r\n\r\n'
  socket.write(request)
  await until(() => under.relay.viewers('s1') === 1)
  socket.write(request)
  await until(() => socket.closed)
  await until(() => under.relay.viewers('s1') === 0)
})
