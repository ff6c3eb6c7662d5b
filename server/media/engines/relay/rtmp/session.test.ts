import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startRelay } from '../../../../../tests/support/relay/relay-under-test'
import { frames, keyframe, opening } from '../../../../../tests/support/relay/samples'
import { until } from '../../../../../tests/support/relay/until'
import { amfObject, encodeAmf } from './amf/amf0'
import { DEFAULT_CHUNK_BYTES, encodeMessage } from './chunk-writer'
import { MESSAGE_TYPE } from './message'
import type { MediaAnswer, MediaRequest } from '../../../engine'
import type { RelayUnderTest } from '../../../../../tests/support/relay/relay-under-test'
import type { AmfValue } from './amf/amf0'

let under: RelayUnderTest
let answer: (request: MediaRequest) => Promise<MediaAnswer>
const asked: MediaRequest[] = []

beforeEach(async () => {
  asked.length = 0
  answer = async () => ({ allowed: true, memberId: 'ann' })
  under = await startRelay({
    authorize: request => {
      asked.push(request)
      return answer(request)
    },
    limits: { handshakeMs: 150, commandMs: 250, publisherSilentMs: 400, authorizeMs: 300 },
  })
})
afterEach(() => under.end())

/** Another class on the same relay that must not be affected. */
async function healthyClass() {
  const publisher = under.rtmp()
  await publisher.publish('healthy')
  publisher.tags(...opening(), ...frames(2))
  const viewer = under.watch('healthy')
  await until(() => viewer.pictures === 2)
  return async () => {
    publisher.tags(...frames(2, { startMs: 80 }))
    await until(() => viewer.pictures === 4)
  }
}

test('publishes and plays', async () => {
  const publisher = under.rtmp()
  await publisher.publish('s1?txSecret=ab&ticket=t')
  publisher.tags(...opening(), ...frames(3))
  await until(() => under.relay.isPublishing('s1'))
  const player = under.rtmp()
  await player.play('s1?ticket=u')
  await until(() => player.media.length === 2 + 6)
  expect(player.media[2]).toMatchObject({ type: MESSAGE_TYPE.video, timestampMs: 0, payload: keyframe(0).body })
  expect(asked.map(({ role, query }) => [role, query]))
    .toEqual([['publish', { txSecret: 'ab', ticket: 't' }], ['play', { ticket: 'u' }]])
  expect(JSON.stringify(under.logged)).not.toContain('txSecret')
})

test('accepts nothing before the answer', async () => {
  let allow: (answer: MediaAnswer) => void = () => undefined
  answer = () => new Promise(resolve => { allow = resolve })
  const publisher = under.rtmp()
  publisher.connect()
  publisher.command('publish', 3, null, 's1')
  publisher.tags(...opening(), ...frames(1))
  await until(() => asked.length === 1)
  expect(publisher.codes).not.toContain('NetStream.Publish.Start')
  expect(under.relay.stats()).toEqual([])
  allow({ allowed: true, memberId: 'ann' })
  await publisher.heard('NetStream.Publish.Start')
  await until(() => (under.relay.stats()[0]?.bytesIn ?? 0) > 0)
})

describe('a refused publisher', () => {
  beforeEach(() => {
    answer = async ({ stream }) => stream === 'healthy'
      ? { allowed: true, memberId: 'ann' }
      : { allowed: false, reason: 'forged' }
  })

  test('is notified and closed, and its media is ignored', async () => {
    const stillFine = await healthyClass()
    const publisher = under.rtmp()
    publisher.connect()
    publisher.command('publish', 3, null, 's1')
    publisher.tags(...opening(), ...frames(50))
    await publisher.heard('NetStream.Publish.Denied')
    publisher.tags(...frames(50))
    await publisher.closed()
    expect(under.relay.isPublishing('s1')).toBe(false)
    expect(under.relay.stats().map(({ stream }) => stream)).toEqual(['healthy'])
    await stillFine()
  })

  test('learns that another device has taken over as a name in use, like the publisher that is replaced', async () => {
    answer = async () => ({ allowed: false, reason: 'older', isTakenOver: true })
    const publisher = under.rtmp()
    publisher.connect()
    publisher.command('publish', 3, null, 's1')
    await publisher.heard('NetStream.Publish.BadName')
    await publisher.closed()
  })

  test('is closed when the app gives no answer', async () => {
    answer = () => new Promise(() => { /* never */ })
    const publisher = under.rtmp()
    publisher.connect()
    publisher.command('publish', 3, null, 's1')
    await publisher.heard('NetStream.Publish.Denied')
    await publisher.closed()
  })
})

test('a player of an unknown stream is notified and closed', async () => {
  const player = under.rtmp()
  player.connect()
  player.command('play', 3, null, 's1')
  await player.heard('NetStream.Play.StreamNotFound')
  await player.closed()
})

test('a player that sends media is closed, and no viewer receives it', async () => {
  const stillFine = await healthyClass()
  const player = under.rtmp()
  await player.play('healthy')
  player.tags(...opening(1), ...frames(20, { startMs: 500 }))
  await player.closed()
  await until(() => under.relay.viewers('healthy') === 1)
  await stillFine()
})

describe('a publisher', () => {
  test('that closes its stream has unpublished', async () => {
    const publisher = under.rtmp()
    await publisher.publish('s1')
    publisher.command('FCUnpublish', 4, null, 's1')
    publisher.command('deleteStream', 5, null, 1)
    await until(() => under.stops().length > 0)
    expect(under.stops()).toEqual(['unpublished'])
  })

  test('whose connection breaks has not unpublished', async () => {
    const publisher = under.rtmp()
    await publisher.publish('s1')
    await publisher.end()
    await until(() => under.stops().length > 0)
    expect(under.stops()).toEqual(['connection_lost'])
  })

  test('that sends no media is closed although it still pings', async () => {
    const publisher = under.rtmp()
    await publisher.publish('s1')
    const ping = setInterval(() => {
      publisher.message(MESSAGE_TYPE.userControl, Buffer.from('000600000001', 'hex'))
    }, 50)
    await publisher.closed()
    clearInterval(ping)
    expect(under.stops()).toEqual(['silent'])
  })

  test('with an unsupported codec is closed', async () => {
    const publisher = under.rtmp()
    await publisher.publish('s1')
    publisher.message(MESSAGE_TYPE.audio, Buffer.from('2fff00', 'hex'))
    await publisher.closed()
    expect(under.stops()).toEqual(['protocol_error'])
    expect(under.logged.some(({ facts }) =>
      'fault' in facts && facts.fault === 'audio codec is not AAC or Opus')).toBe(true)
  })

  test('that the app drops is notified and may return', async () => {
    const publisher = under.rtmp()
    await publisher.publish('s1')
    under.relay.dropPublisher('s1', 'kicked')
    await publisher.heard('NetStream.Publish.Denied')
    await publisher.closed()
    expect(under.stops()).toEqual(['kicked'])
    await under.rtmp().publish('s1')
    expect(under.relay.isPublishing('s1')).toBe(true)
  })
})

describe('is closed within its limit:', () => {
  test.each<[string, (client: ReturnType<RelayUnderTest['rtmp']>) => void]>([
    ['a socket that says nothing', () => undefined],
    ['half a handshake', client => { client.send(Buffer.concat([Buffer.of(3), Buffer.alloc(1000)])) }],
    ['a handshake and nothing more', client => { client.shakeHands() }],
    ['connect and nothing more', client => { client.connect() }],
  ])('%s', async (_, say) => {
    const client = under.rtmp()
    say(client)
    await client.closed()
  })
})

describe('is closed immediately without affecting other peers:', () => {
  const commands: [string, AmfValue[]][] = [
    ['connect without an object', ['connect', 1]],
    ['connect with null', ['connect', 1, null]],
    ['connect without an app', ['connect', 1, amfObject({ tcUrl: 'not a url' })]],
    ['another application', ['connect', 1, amfObject({ app: '../admin' })]],
    ['publish before connect', ['publish', 1, null, 's1']],
    ['play before connect', ['play', 1, null, 's1']],
  ]
  test.each(commands)('%s', async (_, values) => {
    const stillFine = await healthyClass()
    const client = under.rtmp()
    client.shakeHands()
    client.command(...values)
    await client.closed()
    await stillFine()
  })

  const afterConnect: [string, AmfValue[]][] = [
    ['publish without a name', ['publish', 3, null]],
    ['publish with a number', ['publish', 3, null, 7]],
    ['a path for a name', ['publish', 3, null, '../../etc/passwd']],
    ['line breaks in a name', ['play', 3, null, 'a\r\nb']],
    ['a name of 60,000 characters', ['publish', 3, null, 'x'.repeat(60_000)]],
  ]
  test.each(afterConnect)('%s', async (_, values) => {
    const stillFine = await healthyClass()
    const client = under.rtmp()
    client.connect()
    client.command(...values)
    await client.closed()
    expect(asked.map(({ stream }) => stream)).toEqual(['healthy', 'healthy'])
    await stillFine()
  })

  const bytes: [string, Buffer][] = [
    ['HTTP on the RTMP port', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['random bytes', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 197 + 11) % 256))],
  ]
  test.each(bytes)('%s', async (_, garbage) => {
    const stillFine = await healthyClass()
    const client = under.rtmp()
    client.send(garbage)
    await client.closed()
    await stillFine()
  })

  const afterHandshake: [string, Buffer][] = [
    ['a message of 16 MB', Buffer.from('04000000ffffff0900000001', 'hex')],
    ['a chunk size of 0', Buffer.from('02000000000004010000000000000000', 'hex')],
    ['a chunk that refers to nothing', Buffer.of(0xC5)],
    ['a command that is no AMF', Buffer.from('030000000000041400000000ffffffff', 'hex')],
    ['arrays nested 5,000 deep', encodeMessage(
      { type: MESSAGE_TYPE.command, streamId: 0, timestampMs: 0, payload: Buffer.alloc(25_000, '0a00000001', 'hex') },
      3,
      DEFAULT_CHUNK_BYTES,
    )],
  ]
  test.each(afterHandshake)('after the handshake, %s', async (_, garbage) => {
    const stillFine = await healthyClass()
    const client = under.rtmp()
    client.shakeHands()
    client.send(garbage)
    await client.closed()
    await stillFine()
  })
})

test('a second publish on one connection is refused', async () => {
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.command('publish', 4, null, 's2')
  await publisher.closed()
  expect(under.stops()).toEqual(['protocol_error'])
})

test('sends acknowledgements in the window that the peer requests', async () => {
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.message(MESSAGE_TYPE.windowAckSize, Buffer.from('00000400', 'hex'))
  publisher.tags(...opening(), ...frames(30))
  await until(() => publisher.messages.some(({ type }) => type === MESSAGE_TYPE.acknowledgement))
})

test('acknowledges bytes that arrive with the window, even if nothing follows', async () => {
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.socket.cork()
  publisher.message(MESSAGE_TYPE.windowAckSize, Buffer.from('00000400', 'hex'))
  publisher.tags(...opening(), ...frames(30))
  publisher.socket.uncork()
  await until(() => publisher.messages.some(({ type }) => type === MESSAGE_TYPE.acknowledgement))
})

test('answers pings and the questions of encoders', async () => {
  const client = under.rtmp()
  client.connect()
  client.message(MESSAGE_TYPE.userControl, Buffer.from('000600001234', 'hex'))
  client.command('releaseStream', 9, null, 's1')
  await until(() => client.messages.some(({ payload }) => payload.equals(Buffer.from('000700001234', 'hex'))))
  await until(() => client.messages.some(({ payload }) => payload.equals(encodeAmf('_result', 9, null, undefined))))
})
