/** Players that use neither our code nor ffmpeg's library: GStreamer's two RTMP clients and rtmpdump; and `ffplay`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeClip, packetHashes, pushClip } from '../../../../tests/support/media'
import { RECORDERS, ffplay } from '../../../../tests/support/relay/foreign'
import { startRelay } from '../../../../tests/support/relay/relay-under-test'
import { until } from '../../../../tests/support/relay/until'
import type { ChildProcess } from 'node:child_process'
import type { PacketHashes } from '../../../../tests/support/media'
import type { ForeignClient } from '../../../../tests/support/relay/foreign'
import type { RelayUnderTest } from '../../../../tests/support/relay/relay-under-test'

const SECONDS = 6
const FPS = 25
/** Programs start slowly on a busy machine. */
const START_MS = 20_000
/** Of 23 ms each. */
const MOST_EARLY_PACKETS = 4

let folder: string
let clip: string
let source: PacketHashes
let under: RelayUnderTest
let pusher: ChildProcess | undefined
let players: ForeignClient[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaike-players-'))
  clip = join(folder, 'clip.flv')
  await makeClip(clip, { seconds: SECONDS, fps: FPS })
  source = await packetHashes(clip)
})
afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => { under = await startRelay() })
afterEach(async () => {
  pusher?.kill('SIGKILL')
  await Promise.all(players.map(player => player.kill()))
  players = []
  await under.end()
})

test('GStreamer, librtmp and rtmpdump receive every audio and video packet unchanged', async () => {
  const paths = Object.entries(RECORDERS).map(([name, start]) => {
    const path = join(folder, `${name.replaceAll(' ', '-')}.flv`)
    return { name, path, start: () => start(under.rtmpUrl('s1'), under.flvUrl('s1'), path) }
  })
  // A first publisher makes the stream known. The players join while it waits for the next publisher and miss nothing.
  const first = under.rtmp()
  await first.publish('s1')
  await first.end()
  players = paths.map(({ start }) => start())
  await until(() => under.relay.viewers('s1') === players.length, START_MS)
  pusher = pushClip(clip, under.rtmpUrl('s1'))
  await until(() => under.stops().includes('unpublished'), START_MS)
  under.relay.closeStream('s1')
  await Promise.all(players.map(player => player.ended()))
  for (const { name, path } of paths) {
    const { video, audio } = await packetHashes(path)
    expect(video, name).toEqual(source.video)
    // Audio that ffmpeg sends before the first picture is not passed on; how much that is depends on its muxer.
    expect(audio.length, name).toBeGreaterThanOrEqual(source.audio.length - MOST_EARLY_PACKETS)
    expect(audio, name).toEqual(source.audio.slice(-audio.length))
  }
}, 60_000)

test.each(['rtmp', 'http-flv'])('ffplay plays a stream by %s to its end and reports no error', async protocol => {
  pusher = pushClip(clip, under.rtmpUrl('s1'))
  await until(() => under.relay.stats()[0]?.gopMs === 1000, START_MS)
  const player = ffplay(protocol === 'rtmp' ? under.rtmpUrl('s1') : under.flvUrl('s1'))
  players.push(player)
  await until(() => under.relay.viewers('s1') === 1, START_MS)
  await until(() => under.stops().includes('unpublished'), START_MS)
  under.relay.closeStream('s1')
  expect(await player.ended()).toEqual({ code: 0, said: '' })
})
