/** Encoders that use neither our code nor ffmpeg's library, and ffmpeg with a live source. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { frameHashes, makeClip } from '../../../../tests/support/media'
import { PUBLISHERS, pushCamera } from '../../../../tests/support/relay/foreign'
import { startRelay } from '../../../../tests/support/relay/relay-under-test'
import { until } from '../../../../tests/support/relay/until'
import type { ForeignClient } from '../../../../tests/support/relay/foreign'
import type { RelayUnderTest } from '../../../../tests/support/relay/relay-under-test'

const SECONDS = 4
const FPS = 25
const START_MS = 20_000

let folder: string
let clip: string
let under: RelayUnderTest
let publishers: ForeignClient[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaike-publishers-'))
  clip = join(folder, 'clip.flv')
  await makeClip(clip, { seconds: SECONDS, fps: FPS })
})
afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => { under = await startRelay() })
afterEach(async () => {
  await Promise.all(publishers.map(publisher => publisher.kill()))
  publishers = []
  await under.end()
})

test.each(Object.entries(PUBLISHERS))('every frame that %s publishes decodes like its source', async (_, start) => {
  const publisher = start(clip, under.rtmpUrl('s1'))
  publishers.push(publisher)
  await until(() => under.relay.isPublishing('s1'), START_MS)
  const player = frameHashes(under.flvUrl('s1'))
  await until(() => under.stops().length > 0, START_MS)
  under.relay.closeStream('s1')
  const hashes = await player
  // The player may have joined in the second GOP; no frame is missing after that.
  expect(hashes.length).toBeGreaterThanOrEqual(SECONDS * FPS - FPS)
  expect(hashes).toEqual((await frameHashes(clip)).slice(-hashes.length))
  expect(under.stops()).toEqual(['unpublished'])
  expect(await publisher.ended()).toEqual({ code: 0, said: '' })
})

test('a camera that reconnects three times keeps its viewer, on one timeline and without audio gaps', async () => {
  const publishFor = async (pictures: number, seen: () => number) => {
    const camera = pushCamera(under.rtmpUrl('s1'), FPS)
    publishers.push(camera)
    const before = seen()
    await until(() => seen() > before + pictures, START_MS)
    const losses = under.stops().length
    await camera.kill()
    await until(() => under.stops().length > losses, START_MS)
  }
  await publishFor(0, () => under.relay.isPublishing('s1') ? 1 : 0)
  const viewer = under.watch('s1')
  for (let run = 0; run < 3; run++) await publishFor(FPS, () => viewer.pictures)
  const steps = (times: number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0))
  expect(Math.min(...steps(viewer.times('video')))).toBeGreaterThan(0)
  expect(Math.max(...steps(viewer.times('video')))).toBeLessThanOrEqual(2 * 1000 / FPS)
  expect(Math.max(...steps(viewer.times('audio')))).toBeLessThanOrEqual(2 * 1000 / FPS)
  expect(under.stops()).toEqual(Array(4).fill('connection_lost'))
  expect(viewer.isClosed).toBe(false)
})
