/** ffmpeg, ffprobe and GStreamer play a class with B-frames by HLS; every picture equals the encoded one. */
import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { frameHashes, probe, pushClip } from '../../../../../tests/support/media'
import { recordHls } from '../../../../../tests/support/relay/foreign'
import { startRelay } from '../../../../../tests/support/relay/relay-under-test'
import { until } from '../../../../../tests/support/relay/until'
import type { ChildProcess } from 'node:child_process'
import type { RelayUnderTest } from '../../../../../tests/support/relay/relay-under-test'

const run = promisify(execFile)
const SECONDS = 8
const FPS = 25

let folder: string
let clip: string
let sourceHashes: string[]
let under: RelayUnderTest
let pusher: ChildProcess

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaike-hls-'))
  clip = join(folder, 'clip.flv')
  await run('ffmpeg', [
    '-hide_banner', '-loglevel', 'error', '-nostdin', '-y',
    '-f', 'lavfi', '-i', `testsrc2=size=160x90:rate=${FPS}`,
    '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=44100',
    '-t', String(SECONDS), '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-b_strategy', '0',
    '-pix_fmt', 'yuv420p',
    '-g', String(FPS), '-keyint_min', String(FPS), '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '64k', clip,
  ])
  sourceHashes = await frameHashes(clip)
})
afterAll(() => rm(folder, { recursive: true }))

beforeEach(async () => {
  under = await startRelay()
  pusher = pushClip(clip, under.rtmpUrl('s1'), { loop: true })
  await until(() => (under.relay.stats()[0]?.gopMs ?? 0) > 0)
})
afterEach(async () => {
  pusher.kill('SIGKILL')
  await under.end()
})

const hlsUrl = () => under.flvUrl('s1').replace('.flv', '.m3u8')

/** The clip is sent in a loop. */
const isInSource = (hashes: readonly string[]): boolean =>
  [...sourceHashes, ...sourceHashes, ...sourceHashes].join().includes(hashes.join())

test('ffmpeg plays every picture of the source in order', async () => {
  const hashes = await frameHashes(hlsUrl(), { seconds: 5 })
  expect(hashes.length).toBeGreaterThanOrEqual(4 * FPS)
  expect(isInSource(hashes)).toBe(true)
})

test('GStreamer fetches every picture of the source in order, segment by segment', async () => {
  const path = join(folder, 'gstreamer.ts')
  const player = recordHls(hlsUrl(), path)
  const bytes = () => existsSync(path) ? statSync(path).size : 0
  await until(() => bytes() > 0)
  const firstBytes = bytes()
  // By then the player has requested the playlist more than once.
  await until(() => bytes() > 3 * firstBytes, 30_000)
  await player.kill()
  const hashes = await frameHashes(path)
  expect(hashes.length).toBeGreaterThanOrEqual(4 * FPS)
  expect(isInSource(hashes.slice(0, -FPS))).toBe(true) // The last segment may be cut.
})

test('ffprobe finds both tracks, evenly spaced pictures, and audio without a gap', async () => {
  const { streams, packets } = await probe(hlsUrl(), { seconds: 4 })
  expect(streams.map(({ codec_name: codec }) => codec).sort()).toEqual(['aac', 'h264'])
  for (const [type, longestStep] of [['video', 0.05], ['audio', 0.05]] as const) {
    const times = packets.filter(({ codec_type: kind }) => kind === type).map(({ dts_time: time }) => Number(time))
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(times.length).toBeGreaterThan(3 * FPS)
    expect(Math.min(...steps)).toBeGreaterThan(0)
    expect(Math.max(...steps)).toBeLessThan(longestStep)
  }
})
