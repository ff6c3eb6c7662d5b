import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { StartError } from '../../../kernel/start-error'
import { createRelay } from './relay'
import { startRelay } from '../../../../tests/support/relay/relay-under-test'
import { FRAME_MS, frames, opening, videoHeader } from '../../../../tests/support/relay/samples'
import { silentLog } from '../../../../tests/support/relay/silent-log'
import { until } from '../../../../tests/support/relay/until'
import type { AddressInfo } from 'node:net'
import type { RelayUnderTest } from '../../../../tests/support/relay/relay-under-test'

let under: RelayUnderTest
afterEach(() => under.end())

const steps = (times: number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0))

describe('across a republish', () => {
  test.each([
    ['with a new clock', 0],
    ['with its clock kept over two seconds', 3_592_360],
    ['with its clock kept over a minute', 3_650_360],
  ])('%s, the same viewers go on: no step back, no leap, new headers', async (_, startMs) => {
    under = await startRelay()
    const first = under.rtmp()
    await first.publish('s1')
    first.tags(...opening(), ...frames(10, { startMs: 3_590_000 }))
    const viewer = under.watch('s1')
    const player = under.rtmp()
    await player.play('s1')
    await until(() => viewer.pictures === 5)
    await first.end()
    await until(() => !under.relay.isPublishing('s1'))

    const second = under.rtmp()
    await second.publish('s1')
    second.tags(...opening(1), ...frames(10, { startMs }))
    await until(() => viewer.pictures === 15 && player.media.length >= 30)
    expect(steps(viewer.times('video'))).toEqual(Array(14).fill(FRAME_MS))
    expect(steps(viewer.times('audio')).every(step => step === FRAME_MS)).toBe(true)
    expect(viewer.tags.filter(({ body }) => body.equals(videoHeader(0, 1).body))).toHaveLength(1)
    expect(viewer.isClosed).toBe(false)
  })
})

describe('a takeover', () => {
  test('closes the first publisher, ignores its packets, and keeps the viewers', async () => {
    under = await startRelay()
    const first = under.rtmp()
    await first.publish('s1')
    first.tags(...opening(), ...frames(5))
    const viewer = under.watch('s1')
    await until(() => viewer.pictures === 5)

    const second = under.rtmp()
    await second.publish('s1')
    first.tags(...frames(50, { startMs: 200 }))
    second.tags(...opening(), ...frames(5, { startMs: 7_000 }))
    await first.heard('NetStream.Publish.BadName')
    await first.closed()
    await until(() => viewer.pictures === 10)
    expect(steps(viewer.times('video'))).toEqual(Array(9).fill(FRAME_MS))
    expect(under.told.map(([event, fact]) => 'reason' in fact ? `${event} ${fact.reason}` : event))
      .toEqual(['publishStart', 'viewers', 'publishStart', 'publishStop replaced'])
    expect(under.relay.isPublishing('s1')).toBe(true)
  })

  test('works between protocols in both directions', async () => {
    under = await startRelay()
    const browser = under.webSocket('s1', 'publisher')
    await until(() => under.relay.isPublishing('s1'))
    const encoder = under.rtmp()
    await encoder.publish('s1')
    await until(() => browser.readyState === browser.CLOSED)
    under.webSocket('s1', 'publisher')
    await encoder.closed()
    expect(under.stops()).toEqual(['replaced', 'replaced'])
  })
})

test('viewers that do not read are closed, and other viewers miss nothing', async () => {
  under = await startRelay({ limits: { viewerQueueBytes: 200_000, viewerSlowMs: 300 } })
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.tags(...opening(), ...frames(1))
  const quick = under.watch('s1')
  const slow = under.watch('s1')
  const slowPlayer = under.rtmp()
  await slowPlayer.play('s1')
  await until(() => under.relay.viewers('s1') === 3 && slow.status === 200)
  slow.freeze()
  slowPlayer.socket.pause()

  let sent = 1
  const push = setInterval(() => {
    publisher.tags(...frames(1, { startMs: sent * FRAME_MS, bytes: 100_000 }))
    sent++
  }, 5)
  await until(() => under.relay.viewers('s1') === 1, 15_000)
  clearInterval(push)
  await until(() => quick.pictures === sent)
  expect(quick.isClosed).toBe(false)
})

test('five hundred silent sockets are closed after their limit', async () => {
  under = await startRelay({ limits: { handshakeMs: 300 } })
  const clients = Array.from({ length: 500 }, () => under.rtmp())
  await until(() => clients.every(({ isClosed }) => isClosed))
  const publisher = under.rtmp()
  await publisher.publish('s1')
})

test('a stream that arrives byte by byte is read as one that arrives at once', async () => {
  under = await startRelay()
  const client = under.rtmp()
  const write = client.socket.write.bind(client.socket)
  client.send = bytes => { for (const byte of bytes) write(Buffer.of(byte)) }
  await client.publish('s1')
  client.tags(...opening(), ...frames(2))
  const viewer = under.watch('s1')
  await until(() => viewer.pictures === 2)
})

describe('a stop', () => {
  test('notifies every peer and waits until they have left', async () => {
    under = await startRelay()
    const publisher = under.rtmp()
    await publisher.publish('s1')
    publisher.tags(...opening(), ...frames(1))
    const viewer = under.watch('s1')
    const idle = under.rtmp()
    await until(() => viewer.pictures === 1)
    await under.relay.close()
    await Promise.all([publisher.closed(), viewer.closed(), idle.closed()])
    expect(under.stops()).toEqual(['closing'])
    expect((await fetch(under.flvUrl('s1'))).status).toBe(503)
  })

  test('does not wait for peers that do not read', async () => {
    under = await startRelay({ limits: { closeMs: 300, lingerMs: 5_000 } })
    const publisher = under.rtmp()
    await publisher.publish('s1')
    const frozen = under.watch('s1')
    await frozen.answered()
    frozen.freeze()
    publisher.tags(...opening(), ...frames(20, { bytes: 1_000_000, gop: 1 }))
    await until(() => (under.relay.stats()[0]?.bytesOut ?? 0) > 3_000_000)
    const startedAt = Date.now()
    await under.relay.close()
    expect(Date.now() - startedAt).toBeLessThan(2_000)
  })
})

test('a taken port is reported in one clear line', async () => {
  under = await startRelay()
  const other = createServer()
  await new Promise<void>(resolve => { other.listen(0, '127.0.0.1', resolve) })
  const { port } = other.address() as AddressInfo
  const relay = createRelay({
    authorize: async () => ({ allowed: false, reason: 'never asked' }),
    host: '127.0.0.1',
    rtmpPort: port,
    log: silentLog,
  })
  const failure: unknown = await relay.listen().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartError)
  expect(String(failure)).toContain(`RTMP_PORT=${port} is taken`)
  await relay.close()
  other.close()
})
