/** ffmpeg and ffprobe publish to the relay and play from it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { frameHashes, makeClip, probe, pushClip } from '../../../../tests/support/media'
import { startRelay } from '../../../../tests/support/relay/relay-under-test'
import { until } from '../../../../tests/support/relay/until'
import type { ChildProcess } from 'node:child_process'
import type { RelayUnderTest } from '../../../../tests/support/relay/relay-under-test'

const SECONDS = 4
const FPS = 25
/** For a program to start, or a clip to be published, on a busy machine. */
const START_MS = 20_000

let folder: string
let clip: string
let sourceHashes: string[]
let under: RelayUnderTest
let pushers: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaike-relay-'))
  clip = join(folder, 'clip.flv')
  await makeClip(clip, { seconds: SECONDS, fps: FPS })
  sourceHashes = await frameHashes(clip)
})
afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => { under = await startRelay() })
afterEach(async () => {
  for (const pusher of pushers) pusher.kill('SIGKILL')
  pushers = []
  await under.end()
})

async function push(options?: { loop: boolean }) {
  const pusher = pushClip(clip, under.rtmpUrl('s1?txSecret=ab&txTime=cd'), options)
  pushers.push(pusher)
  await until(() => under.relay.isPublishing('s1'))
  return pusher
}

test('both players decode every frame that ffmpeg publishes, identical to the source', async () => {
  // A first publisher makes the stream known. The players join while it waits for the next publisher and miss nothing.
  const first = under.rtmp()
  await first.publish('s1')
  await first.end()
  const players = [frameHashes(under.rtmpUrl('s1?ticket=t')), frameHashes(`${under.flvUrl('s1')}?ticket=t`)]
  await until(() => under.relay.viewers('s1') === players.length, START_MS)
  await push()
  await until(() => under.stops().length > 1, START_MS)
  under.relay.closeStream('s1')
  for (const hashes of await Promise.all(players)) expect(hashes).toEqual(sourceHashes)
  expect(under.stops().at(-1)).toBe('unpublished')
})

describe('a late joiner', () => {
  test.each(['rtmp', 'http-flv'])('by %s starts immediately, at a keyframe and with both tracks', async protocol => {
    await push({ loop: true })
    await until(() => under.relay.stats()[0]?.gopMs === 1000)
    const url = protocol === 'rtmp' ? under.rtmpUrl('s1') : under.flvUrl('s1')
    const { streams, packets } = await probe(url, { seconds: 1 })
    expect(streams.map(({ codec_name: codec }) => codec).sort()).toEqual(['aac', 'h264'])
    expect(packets.find(({ codec_type: type }) => type === 'video')?.flags).toContain('K')
  })

  test('receives its first keyframe within 300 ms', async () => {
    await push({ loop: true })
    await until(() => under.relay.stats()[0]?.gopMs === 1000)
    const startedAt = performance.now()
    const viewer = under.watch('s1')
    await until(() => viewer.pictures > 0)
    expect(performance.now() - startedAt).toBeLessThan(300)
  })
})

test('an encoder that is killed and returns keeps its player, on one timeline', async () => {
  const first = await push({ loop: true })
  const viewer = under.watch('s1')
  await until(() => viewer.pictures > FPS)
  first.kill('SIGKILL')
  await until(() => under.stops().length > 0)
  const before = viewer.pictures
  await push({ loop: true })
  await until(() => viewer.pictures > before + FPS)
  const times = viewer.times('video')
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(Math.min(...steps)).toBeGreaterThan(0)
  expect(Math.max(...steps)).toBeLessThanOrEqual(2 * 1000 / FPS)
  expect(viewer.isClosed).toBe(false)
})
