import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { startRelay } from '../../../../tests/support/relay/relay-under-test'
import { FRAME_MS, frames, opening } from '../../../../tests/support/relay/samples'
import { until } from '../../../../tests/support/relay/until'
import type { RelayUnderTest } from '../../../../tests/support/relay/relay-under-test'

let under: RelayUnderTest
afterEach(() => under.end())

const MB = 1024 * 1024

test('twenty viewers that never read a 14 Mbps class take no memory, and a reader misses nothing', async () => {
  under = await startRelay({ limits: { viewerSlowMs: 60_000 } })
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.tags(...opening(), ...frames(1))
  const idlers = Array.from({ length: 20 }, () => under.watch('s1'))
  const quick = under.watch('s1')
  await until(() => idlers.every(({ status }) => status === 200) && quick.pictures > 0)
  for (const idler of idlers) idler.freeze()
  const count = 400
  for (let sent = 1; sent < count; sent++) {
    publisher.tags(...frames(1, { startMs: sent * FRAME_MS, bytes: 70_000 }))
    await sleep(2)
  }
  await until(() => quick.pictures === count, 20_000)
  const [stats] = under.relay.stats()
  expect(stats?.heldBytes).toBeLessThan(4 * MB)
  expect(stats?.skips).toBeGreaterThan(0)
  expect(under.relay.viewers('s1')).toBe(21)
})

test('five hundred viewers join and leave by all protocols, and no resources remain', async () => {
  under = await startRelay()
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.tags(...opening(), ...frames(10))
  const steady = under.watch('s1')
  await until(() => steady.pictures === 5)
  for (let round = 0; round < 5; round++) {
    const https = Array.from({ length: 50 }, () => under.watch('s1'))
    const sockets = Array.from({ length: 50 }, () => under.webSocket('s1'))
    await until(() => under.relay.viewers('s1') === 101, 20_000)
    for (const viewer of https) viewer.end()
    for (const socket of sockets) {
      socket.on('error', () => { /* It was still on its way in. */ })
      socket.terminate()
    }
    await until(() => under.relay.viewers('s1') === 1, 20_000)
  }
  publisher.tags(...frames(5, { startMs: 400 }))
  await until(() => steady.pictures === 10)
})

test('an address at its connection limit is refused, and its open connections stay', async () => {
  under = await startRelay({ limits: { maxConnectionsPerAddress: 3 } })
  const publisher = under.rtmp()
  await publisher.publish('s1')
  publisher.tags(...opening(), ...frames(1))
  const [one, two] = [under.watch('s1'), under.watch('s1')]
  await until(() => one.pictures === 1 && two.pictures === 1)
  expect((await fetch(under.flvUrl('s1'))).status).toBe(503)
  const late = under.rtmp()
  await late.closed()
  two.end()
  await until(() => under.relay.viewers('s1') === 1)
  const three = under.watch('s1')
  await until(() => three.pictures === 1)
})

test('a publisher that is killed and returns within two seconds keeps its viewers on every protocol', async () => {
  under = await startRelay()
  const first = under.rtmp()
  await first.publish('s1')
  first.tags(...opening(), ...frames(5))
  const viewer = under.watch('s1')
  const player = under.rtmp()
  await player.play('s1')
  await until(() => viewer.pictures === 5 && player.media.length === 12)
  first.socket.resetAndDestroy()
  await until(() => under.stops().length === 1)
  const second = under.rtmp()
  await second.publish('s1')
  second.tags(...opening(), ...frames(5, { startMs: 4_000_000_000 }))
  await until(() => viewer.pictures === 10 && player.media.length === 22)
  expect(viewer.times('video')).toEqual(Array.from({ length: 10 }, (_, index) => index * FRAME_MS))
})
