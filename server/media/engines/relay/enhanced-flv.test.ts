/** Real encoders publish HEVC, AV1 and Opus through the relay; the stream is read as the browser's player reads it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeRecording } from '../../../../tests/support/media'
import { enhancedTags } from '../../../../tests/support/relay/enhanced-flv'
import { demux } from '../../../../tests/support/relay/mpegts-demuxer'
import { startRelay } from '../../../../tests/support/relay/relay-under-test'
import { flvFile } from '../../../../tests/support/relay/samples'
import { until } from '../../../../tests/support/relay/until'
import type { RelayUnderTest } from '../../../../tests/support/relay/relay-under-test'
import type { VideoShape } from '../../../../tests/support/relay/enhanced-flv'

let folder: string
let under: RelayUnderTest
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'kaike-enhanced-')) })
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => { under = await startRelay() })
afterEach(() => under.end())

const FPS = 10
const SECONDS = 2
const HEVC = [
  '-c:v', 'libx265', '-preset', 'ultrafast', '-tune', 'zerolatency', '-tag:v', 'hvc1',
  '-x265-params', `keyint=${FPS}:min-keyint=${FPS}:scenecut=0:log-level=none`,
]
const AV1 = [
  '-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime', '-lag-in-frames', '0',
  '-g', String(FPS), '-keyint_min', String(FPS),
]

test.each<[VideoShape, string[], RegExp]>([
  ['hevc', HEVC, /^hvc1\./],
  ['hevc as number 12', HEVC, /^hvc1\./],
  ['av1', AV1, /^av01\./],
])('%s with Opus', async (shape, encoder, codec) => {
  const path = join(folder, `${shape.replaceAll(' ', '-')}.mp4`)
  await makeRecording(path, [`testsrc2=size=160x96:rate=${FPS}`, 'sine=frequency=440:sample_rate=48000'], [
    '-t', String(SECONDS), ...encoder, '-pix_fmt', 'yuv420p', '-bf', '0', '-c:a', 'libopus', '-strict', 'experimental',
  ])
  const tags = await enhancedTags(path, shape)
  const publisher = under.rtmp()
  await publisher.publish('s1')
  const viewer = under.watch('s1')
  await until(() => under.relay.viewers('s1') === 1)
  publisher.tags(...tags)
  await until(() => viewer.tags.length === tags.length)
  const seen = await demux(flvFile(viewer.tags))
  expect(seen.errors).toEqual([])
  expect(seen.tracks.video).toMatchObject({ codec: expect.stringMatching(codec), codecWidth: 160, codecHeight: 96 })
  expect(seen.tracks.audio).toMatchObject({ codec: 'opus', channelCount: 1 })
  expect(seen).toMatchObject({
    pictures: FPS * SECONDS,
    keyframes: SECONDS,
    sounds: tags.filter(({ type }) => type === 8).length - 1,
  })
})
