/** Peers that break rules on purpose, on real sockets. A class on the same relay must not be affected. */
import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_CHUNK_BYTES, encodeMessage } from './rtmp/chunk-writer'
import { MESSAGE_TYPE } from './rtmp/message'
import { startRelay } from '../../../../tests/support/relay/relay-under-test'
import { flvFile, frames, interframe, keyframe, opening, sound } from '../../../../tests/support/relay/samples'
import { until } from '../../../../tests/support/relay/until'
import type { FlvClient } from '../../../../tests/support/relay/flv-client'
import type { RelayUnderTest } from '../../../../tests/support/relay/relay-under-test'
import type { RtmpClient } from '../../../../tests/support/relay/rtmp-client'

let under: RelayUnderTest
let publisher: RtmpClient
let viewer: FlvClient
let sentPictures = 0

beforeEach(async () => {
  under = await startRelay({
    limits: { handshakeMs: 1_500, commandMs: 2_000, mediaPerSecond: 50, viewerQueueBytes: 500_000 },
  })
  publisher = under.rtmp()
  await publisher.publish('healthy')
  publisher.tags(...opening(), ...frames(2))
  viewer = under.watch('healthy')
  sentPictures = 2
  await until(() => viewer.pictures === sentPictures)
})

/** After every test: the other class still plays, no peer was admitted to it, and no error was logged. */
afterEach(async () => {
  publisher.tags(...frames(2, { startMs: sentPictures * 40 }))
  sentPictures += 2
  await until(() => viewer.pictures === sentPictures)
  const faults = under.logged.filter(({ level }) => level === 'error')
  await under.end()
  expect(faults).toEqual([])
  expect(viewer.tags.filter(({ body }) => body.includes('hostile'))).toEqual([])
})

/** The relay ends the socket of a refused or finished session; the test ends the sockets that are still open. */
async function send(bytes: Uint8Array[], { withHandshake }: { withHandshake: boolean }) {
  const client = under.rtmp()
  if (withHandshake) client.shakeHands()
  for (const piece of bytes) client.send(Buffer.from(piece))
  client.socket.end()
  await client.closed()
}

describe('random bytes', () => {
  const anyBytes = fc.array(fc.uint8Array({ minLength: 1, maxLength: 3000 }), { minLength: 1, maxLength: 4 })

  test.each([false, true])('after a handshake: %s', async withHandshake => {
    await fc.assert(fc.asyncProperty(anyBytes, bytes => send(bytes, { withHandshake })), { numRuns: 30 })
  })

  test('to a WebSocket that publishes', async () => {
    await fc.assert(fc.asyncProperty(fc.boolean(), anyBytes, async (asFlv, bytes) => {
      const ws = under.webSocket('hostile', 'publisher')
      await once(ws, 'open')
      const closed = once(ws, 'close')
      if (asFlv) ws.send(flvFile(opening()))
      for (const piece of bytes) ws.send(piece)
      ws.close()
      await closed
    }), { numRuns: 30 })
  })

  test('to a WebSocket that never completed its upgrade', async () => {
    await fc.assert(fc.asyncProperty(anyBytes, async bytes => {
      const socket = connect(under.httpPort, '127.0.0.1')
      socket.on('error', () => {})
      socket.write('GET /live/healthy.flv HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
        + 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n')
      for (const piece of bytes) socket.write(piece)
      socket.end()
      socket.resume()
      await once(socket, 'close')
    }), { numRuns: 20 })
    await until(() => under.relay.viewers('healthy') === 1)
  })
})

describe('single bytes do not count as progress:', () => {
  const trickle = async (client: RtmpClient, bytes: Buffer) => {
    for (const byte of bytes) {
      if (client.isClosed) return
      client.send(Buffer.of(byte))
      await new Promise(resolve => { setTimeout(resolve, 20) })
    }
  }

  test('an unfinished handshake is closed after its limit', async () => {
    const client = under.rtmp()
    await trickle(client, Buffer.alloc(2000, 3))
    await client.closed()
  })

  test('an unfinished command is closed after its limit', async () => {
    const client = under.rtmp()
    client.connect()
    const command = { type: MESSAGE_TYPE.command, streamId: 0, timestampMs: 0, payload: Buffer.alloc(2000) }
    await trickle(client, encodeMessage(command, 3, DEFAULT_CHUNK_BYTES))
    await client.closed()
  })
})

describe('is closed immediately:', () => {
  const uint32 = (value: number): Buffer => Buffer.from(value.toString(16).padStart(8, '0'), 'hex')
  const control = (type: number, value: number): Buffer =>
    encodeMessage({ type, streamId: 0, timestampMs: 0, payload: uint32(value) }, 2, DEFAULT_CHUNK_BYTES)
  const command = (payload: Buffer): Buffer =>
    encodeMessage({ type: MESSAGE_TYPE.command, streamId: 0, timestampMs: 0, payload }, 3, DEFAULT_CHUNK_BYTES)
  const announce = (chunkStreamId: number, bytes: number): Buffer => {
    const header = Buffer.from('00000000ffffff0900000001', 'hex')
    header[0] = chunkStreamId
    header.writeUIntBE(bytes, 4, 3)
    return Buffer.concat([header, Buffer.alloc(DEFAULT_CHUNK_BYTES)])
  }

  test.each<[string, Buffer]>([
    [
      'messages of 16 MB on many chunk streams',
      Buffer.concat(Array.from({ length: 60 }, (_, index) => announce(3 + index, 0xFFFFFF))),
    ],
    [
      'pictures before anything is published, on many chunk streams',
      Buffer.concat(Array.from({ length: 16 }, (_, index) => announce(3 + index, 65_537))),
    ],
    ['seventeen chunk streams', Buffer.concat(Array.from({ length: 17 }, (_, index) => announce(3 + index, 1000)))],
    ['a chunk size of 0', control(MESSAGE_TYPE.setChunkSize, 0)],
    ['a chunk size of 1', control(MESSAGE_TYPE.setChunkSize, 1)],
    ['a chunk size of 2³¹', control(MESSAGE_TYPE.setChunkSize, 2 ** 31)],
    ['AMF nested 12,000 deep', command(Buffer.alloc(60_000, '0a00000001', 'hex'))],
    ['AMF nested 20,000 deep', command(Buffer.alloc(100_000, '0a00000001', 'hex'))],
    ['AMF3 nested 20,000 deep', command(Buffer.concat([Buffer.of(0x11), Buffer.alloc(60_000, '090301', 'hex')]))],
    ['an array that claims 2³¹ entries', command(Buffer.from('0a80000000', 'hex'))],
    ['an AMF3 array that claims 2²⁸ entries', command(Buffer.from('1109ffffffff01', 'hex'))],
    [
      'a control message without its number',
      encodeMessage({ type: MESSAGE_TYPE.setChunkSize, streamId: 0, timestampMs: 0, payload: Buffer.alloc(3) }, 2, 128),
    ],
  ])('%s', async (_, bytes) => {
    const client = under.rtmp()
    client.shakeHands()
    client.send(bytes)
    await client.closed()
  })

  test.each<[string, Buffer]>([
    ['an aggregate that is cut', Buffer.from('0900ffff00000000000000', 'hex')],
    [
      'an aggregate of an unsupported codec',
      Buffer.concat([Buffer.from('080000020000000000000000', 'hex'), Buffer.from('2fff', 'hex')]),
    ],
  ])('a publisher of %s', async (_, payload) => {
    const client = under.rtmp()
    await client.publish('hostile')
    client.message(MESSAGE_TYPE.aggregate, payload)
    await client.closed()
    expect(under.stops()).toEqual(['protocol_error'])
  })
})

describe('a publisher that floods', () => {
  test('is slowed down when it uses RTMP', async () => {
    const client = under.rtmp()
    await client.publish('hostile')
    client.tags(...opening(), keyframe(0))
    const flood = Array.from({ length: 2_000 }, (_, index) => interframe(index + 1))
    client.tags(...flood)
    await until(() => (under.relay.stats().find(({ stream }) => stream === 'hostile')?.bytesIn ?? 0) > 1_000)
    // A burst of two seconds' worth passes at once, then 50 messages a second: the flood would need 40 s.
    const received = under.relay.stats().find(({ stream }) => stream === 'hostile')?.bytesIn ?? 0
    expect(received).toBeLessThan(flood.length / 2 * interframe(0).body.length)
    expect(client.isClosed).toBe(false)
  })

  test('is slowed down when it sends one large WebSocket message', async () => {
    const ws = under.webSocket('hostile', 'publisher')
    await once(ws, 'open')
    ws.send(flvFile([...opening(), keyframe(0), ...Array.from({ length: 2_000 }, (_, index) => sound(index))]))
    await until(() => (under.relay.stats().find(({ stream }) => stream === 'hostile')?.bytesIn ?? 0) > 500)
    const received = under.relay.stats().find(({ stream }) => stream === 'hostile')?.bytesIn ?? 0
    expect(received).toBeLessThan(1_000 * sound(0).body.length)
    expect(ws.readyState).toBe(ws.OPEN)
  })
})

test('a peer that sends requests and never reads the answers is closed after its limit', async () => {
  const client = under.rtmp()
  client.connect()
  client.socket.pause()
  for (let question = 0; question < 400; question++) client.command('createStream', question, null)
  await until(() => under.logged.some(({ facts }) =>
    'fault' in facts && String(facts.fault).startsWith('nothing useful')))
})

test('a player that sends a large WebSocket message is closed before the message is collected', async () => {
  const ws = under.webSocket('healthy')
  await once(ws, 'open')
  const closed = once(ws, 'close')
  ws.send(Buffer.alloc(2_000))
  const [code] = await closed as [number]
  expect(code).toBe(1009)
  await until(() => under.relay.viewers('healthy') === 1)
})
