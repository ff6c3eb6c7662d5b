import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseMediaAck } from '../../../../../contract/media/ack'
import { toMediaCloseReason } from '../../../../../contract/media/close'
import { FlvReader } from '../flv/flv-reader'
import { startRelay } from '../../../../../tests/support/relay/relay-under-test'
import { cut, flvFile, frames, keyframe, opening } from '../../../../../tests/support/relay/samples'
import { until } from '../../../../../tests/support/relay/until'
import type { WebSocket } from 'ws'
import type { MediaAnswer, MediaRequest } from '../../../engine'
import type { FlvTag } from '../flv/flv-tags'
import type { RelayUnderTest } from '../../../../../tests/support/relay/relay-under-test'

let under: RelayUnderTest
let answer: (request: MediaRequest) => Promise<MediaAnswer>

beforeEach(async () => {
  answer = async () => ({ allowed: true, memberId: 'ann' })
  under = await startRelay({
    authorize: request => answer(request),
    limits: { publisherSilentMs: 1_000, maxMessageBytes: 100_000 },
  })
})
afterEach(() => under.end())

const closeReason = async (ws: WebSocket) => {
  const [code] = await once(ws, 'close') as [number]
  return toMediaCloseReason(code) ?? code
}

async function publish(stream = 's1') {
  const ws = under.webSocket(stream, 'publisher')
  await once(ws, 'open')
  return ws
}

function play(stream = 's1') {
  const ws = under.webSocket(stream)
  const tags: FlvTag[] = []
  const reader = new FlvReader(100_000)
  ws.on('message', data => { tags.push(...reader.push(data as Buffer)) })
  return { ws, tags }
}

test('publishes and plays wherever the file is split into messages', async () => {
  const file = flvFile([...opening(), ...frames(5)])
  const publisher = await publish()
  expect(publisher.protocol).toBe('publisher')
  for (const piece of cut(file, [1, 8, 20, 5, 300])) publisher.send(piece)
  await until(() => (under.relay.stats()[0]?.bytesIn ?? 0) > 500)
  const { tags } = play()
  await until(() => tags.length === 3 + 10)
  expect(tags.slice(3)).toEqual(frames(5))
})

test('sends acceptance and received bytes to the publisher, and only media to the player', async () => {
  const publisher = under.webSocket('s1', 'publisher')
  const acks: unknown[] = []
  // The first acknowledgement may arrive in one packet with the upgrade.
  publisher.on('message', data => acks.push(parseMediaAck((data as Buffer).toString())))
  await once(publisher, 'open')
  const player = under.webSocket('s1')
  const texts: unknown[] = []
  player.on('message', (data, isBinary) => { if (!isBinary) texts.push(data) })
  const file = flvFile([...opening(), ...frames(5)])
  publisher.send(file)
  await until(() => acks.length === 2)
  expect(acks).toEqual([{ received: 0 }, { received: file.length }])
  const more = flvFile(frames(5)).subarray(13)
  for (const piece of cut(more, [100, 200])) publisher.send(piece)
  await until(() => acks.length === 3)
  expect(acks[2]).toEqual({ received: file.length + more.length })
  expect(texts).toEqual([])
})

test('the sub-protocol marks a publisher, and the app decides whether it may publish', async () => {
  const roles: string[] = []
  answer = async ({ role, protocol }) => {
    roles.push(`${role} ${protocol}`)
    return { allowed: false, reason: 'only listening' }
  }
  expect(await closeReason(under.webSocket('s1', 'publisher'))).toBe('REFUSED')
  expect(await closeReason(under.webSocket('s1'))).toBe('REFUSED')
  expect(roles).toEqual(['publish ws-flv', 'play ws-flv'])
})

test('nothing is accepted before the app answers, not even the upgrade', async () => {
  let allow: (answer: MediaAnswer) => void = () => undefined
  const asked = new Promise<void>(resolve => {
    answer = () => {
      resolve()
      return new Promise(settle => { allow = settle })
    }
  })
  const ws = under.webSocket('s1', 'publisher')
  await asked
  expect(ws.readyState).toBe(ws.CONNECTING)
  allow({ allowed: true, memberId: 'ann' })
  await once(ws, 'open')
  expect(under.relay.isPublishing('s1')).toBe(true)
})

test('a publisher learns that another device has taken over', async () => {
  answer = async () => ({ allowed: false, reason: 'older', isTakenOver: true })
  expect(await closeReason(under.webSocket('s1', 'publisher'))).toBe('TAKEN_OVER')
})

test('media of a refused publisher is ignored', async () => {
  answer = async () => ({ allowed: false, reason: 'forged' })
  const ws = under.webSocket('s1', 'publisher')
  ws.on('open', () => { ws.send(flvFile([...opening(), keyframe(0)])) })
  expect(await closeReason(ws)).toBe('REFUSED')
  expect(under.relay.stats()).toEqual([])
})

describe('a publisher gets the close reason:', () => {
  test.each<[string, (ws: WebSocket) => unknown, string]>([
    ['something else than FLV', ws => { ws.send(Buffer.from('hello, I am no FLV')) }, 'BAD_MEDIA'],
    ['text', ws => { ws.send('FLV') }, 'BAD_MEDIA'],
    [
      'an unsupported codec',
      ws => { ws.send(flvFile([{ type: 8, timestampMs: 0, body: Buffer.from('2f0000', 'hex') }])) },
      'BAD_MEDIA',
    ],
    ['silence', () => undefined, 'SILENT'],
    ['a takeover', () => publish(), 'REPLACED'],
    ['being dropped', () => { under.relay.dropPublisher('s1', 'kicked') }, 'KICKED'],
    ['the end of the class', () => { under.relay.closeStream('s1') }, 'STREAM_OVER'],
    ['a stop of the server', () => under.relay.close(), 'SERVER_RESTART'],
  ])('%s', async (_, cause, reason) => {
    const ws = await publish()
    const [told] = await Promise.all([closeReason(ws), cause(ws)])
    expect(told).toBe(reason)
  })
})

test('a message above the limit is a violation', async () => {
  const ws = await publish()
  ws.send(Buffer.alloc(100_001))
  expect(await closeReason(ws)).toBe(1009)
  await until(() => under.stops().length > 0)
  expect(under.stops()).toEqual(['protocol_error'])
})

test.each([
  [1000, 'unpublished'],
  [1001, 'connection_lost'],
])('a publisher that closes with %d has %s', async (code, reason) => {
  const ws = await publish()
  ws.close(code)
  await until(() => under.stops().length > 0)
  expect(under.stops()).toEqual([reason])
})

describe('a player gets the close reason:', () => {
  test('the stream is not live', async () => {
    expect(await closeReason(play('nobody').ws)).toBe('NOT_LIVE')
  })

  test('it sent media', async () => {
    await publish()
    const { ws } = play()
    await once(ws, 'open')
    ws.send(flvFile([keyframe(0)]))
    expect(await closeReason(ws)).toBe('BAD_MEDIA')
    expect(under.relay.viewers('s1')).toBe(0)
  })

  test('the class is over', async () => {
    await publish()
    const { ws } = play()
    await until(() => under.relay.viewers('s1') === 1)
    under.relay.closeStream('s1')
    expect(await closeReason(ws)).toBe('STREAM_OVER')
  })
})

test('an upgrade to another path or protocol is refused and affects no other peer', async () => {
  const reply = (request: string) => new Promise<string>(resolve => {
    const socket = connect(under.httpPort, '127.0.0.1')
    let text = ''
    socket.on('data', data => { text += data.toString() })
    socket.on('close', () => { resolve(text) })
    socket.write(request)
  })
  const upgrade = 'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
  expect(await reply(`GET //[ HTTP/1.1\r\n${upgrade}\r\n`)).toMatch(/^HTTP\/1.1 404 /)
  expect(await reply(`GET /live/s1.flv HTTP/1.1\r\n${upgrade}Sec-WebSocket-Key: short\r\n\r\n`))
    .toMatch(/^HTTP\/1.1 400 /)
  expect(await reply('GET /live/s1.flv HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'))
    .toMatch(/^HTTP\/1.1 400 /)
  await publish()
  expect(under.relay.isPublishing('s1')).toBe(true)
})
