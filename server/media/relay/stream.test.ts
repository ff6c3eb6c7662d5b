import { describe, expect, test } from 'vitest'
import { RELAY_LIMITS } from './limits'
import { LiveStream } from './stream'
import { CollectingSink } from './testing/collecting-sink'
import { audioHeader, frames, interframe, keyframe, metadata, opening, sound, videoHeader } from './testing/samples'
import { Viewer } from './viewer'
import type { FlvTag } from './flv/flv-tags'

function onAir(limits = {}) {
  const stream = new LiveStream('s1', { ...RELAY_LIMITS, ...limits }, 0)
  let nowMs = 0
  stream.startSource()
  return {
    stream,
    send: (...tags: FlvTag[]) => { for (const tag of tags) stream.accept(tag, nowMs) },
    join: () => {
      const sink = new CollectingSink()
      stream.join(new Viewer(sink, { ...RELAY_LIMITS, ...limits }), nowMs)
      return sink
    },
    wait: (ms: number) => { nowMs += ms },
    hopeless: () => stream.sweep(nowMs),
  }
}

describe('a viewer', () => {
  test('who joins in mid-stream gets metadata, headers and the GOP at once', () => {
    const { send, join } = onAir()
    send(...opening(), ...frames(7, { startMs: 60_000, gop: 5 }))
    expect(join().story).toEqual([
      'metadata@0', 'videoHeader@200', 'audioHeader@200',
      'keyframe@200', 'audio@200', 'interframe@240', 'audio@240',
    ])
  })

  test('who was there first gets the same, once, and every frame', () => {
    const { send, join } = onAir()
    const viewer = join()
    send(...opening(), ...frames(6))
    expect(viewer.story.slice(0, 4)).toEqual(['metadata@0', 'videoHeader@0', 'audioHeader@0', 'keyframe@0'])
    expect(viewer.pictures).toHaveLength(6)
    expect(viewer.frames.filter(({ kind }) => kind.endsWith('Header'))).toHaveLength(2)
  })

  test('waits for a keyframe when the GOP is too large to keep', () => {
    const { send, join } = onAir({ gopCacheBytes: 200 })
    send(...opening(), ...frames(4, { gop: 100, bytes: 100 }))
    const viewer = join()
    send(interframe(160))
    expect(viewer.frames).toEqual([])
    send(keyframe(200))
    expect(viewer.pictures.map(({ kind }) => kind)).toEqual(['keyframe'])
  })

  test('shares each encoded frame with all others', () => {
    const { send, join } = onAir()
    const viewers = [join(), join()]
    send(...opening(), keyframe(0))
    const [one, other] = viewers.map(({ frames: got }) => got.at(-1))
    expect(one?.flv).toBe(other?.flv)
    expect(one?.rtmp).toBe(other?.rtmp)
  })
})

describe('a republish', () => {
  test('goes on one frame later, with headers only if they changed', () => {
    const { stream, send, join } = onAir()
    const viewer = join()
    send(...opening(), ...frames(3))
    stream.stopSource()
    stream.startSource()
    send(...opening(), ...frames(2, { startMs: 987_654 }))
    stream.startSource()
    send(...opening(1), ...frames(1, { startMs: 5 }))
    expect(viewer.story.slice(9)).toEqual([
      'keyframe@120', 'audio@120', 'interframe@160', 'audio@160',
      'videoHeader@200', 'keyframe@200', 'audio@200',
    ])
  })

  test('starts at the first keyframe of the new source, for picture and sound', () => {
    const { stream, send, join } = onAir()
    const viewer = join()
    send(...opening(), ...frames(1))
    stream.startSource()
    send(...opening(), sound(1000), interframe(1000), sound(1020), keyframe(1040), sound(1040))
    expect(viewer.story.slice(5)).toEqual(['keyframe@40', 'audio@40'])
  })

  test('shows who joined meanwhile nothing of the past', () => {
    const { stream, send, join } = onAir()
    send(...opening(), ...frames(3))
    stream.stopSource()
    const viewer = join()
    expect(viewer.frames).toEqual([])
    stream.startSource()
    send(...opening(1), ...frames(1))
    expect(viewer.story).toEqual(['metadata@0', 'videoHeader@120', 'audioHeader@120', 'keyframe@120', 'audio@120'])
  })

  test('without a picture reaches viewers with its sound', () => {
    const { stream, send, join } = onAir()
    const viewer = join()
    send(...opening(), ...frames(1))
    stream.startSource()
    send(metadata({ audiocodecid: 10 }), audioHeader(), sound(0), sound(23))
    expect(viewer.story.slice(5)).toEqual(['audio@21', 'audio@44'])
  })
})

test('the end of a sequence and empty bodies do not reach viewers', () => {
  const { send, join } = onAir()
  const viewer = join()
  const body = Buffer.from('1702000000', 'hex')
  send(...opening(), keyframe(0), { type: 9, timestampMs: 40, body }, { type: 8, timestampMs: 40, body: Buffer.alloc(0) })
  expect(viewer.story).toHaveLength(4)
})

test('only frames count as signs of life', () => {
  const { stream } = onAir()
  expect([...opening(), keyframe(0), sound(0)].map(tag => stream.accept(tag, 0))).toEqual([false, false, false, true, true])
})

test('a source with sound alone announces no picture', () => {
  const { send, join } = onAir()
  const viewer = join()
  send(audioHeader(), sound(0))
  expect(viewer.tracks).toEqual({ audio: true, video: false })
})

test('sound can be joined when the picture stopped', () => {
  const { send, join } = onAir({ gopCacheMs: 2000 })
  send(...opening(), keyframe(0), ...Array.from({ length: 50 }, (_, index) => sound(index * 100)))
  const viewer = join()
  send(sound(5000))
  expect(viewer.story).toEqual(['metadata@0', 'videoHeader@5000', 'audioHeader@5000', 'audio@5000'])
})

describe('a slow viewer', () => {
  const limits = { viewerQueueBytes: 1000, viewerResumeBytes: 100, viewerSlowMs: 15_000 }

  test('skips to a keyframe once its queue is short again', () => {
    const { send, join } = onAir(limits)
    const viewer = join()
    send(...opening(), keyframe(0))
    viewer.queued = 1001
    send(interframe(40), keyframe(80))
    viewer.queued = 101
    send(keyframe(120))
    viewer.queued = 100
    send(interframe(160), sound(160), keyframe(200), interframe(240))
    expect(viewer.pictures.map(({ timestampMs }) => timestampMs)).toEqual([0, 200, 240])
  })

  test('is given up after it was behind for too long', () => {
    const { send, join, wait, hopeless } = onAir(limits)
    const viewer = join()
    send(...opening(), keyframe(0))
    viewer.queued = 2000
    send(interframe(40))
    wait(15_000)
    expect(hopeless()).toEqual([])
    wait(1)
    expect(hopeless().map(({ sink }) => sink)).toEqual([viewer])
  })

  test('does not hold back the others', () => {
    const { send, join } = onAir(limits)
    const [slow, quick] = [join(), join()]
    slow.queued = 5000
    send(...opening(), ...frames(10))
    expect(slow.frames).toEqual([])
    expect(quick.pictures).toHaveLength(10)
  })
})

test('the figures are counted', () => {
  const { stream, send, join, wait } = onAir()
  const viewer = join()
  send(videoHeader(), ...frames(26, { gop: 25, bytes: 1000 }))
  wait(2000)
  stream.sweep(2000)
  const sentBytes = viewer.frames.reduce((bytes, { flv }) => bytes + flv.length, 0)
  expect(stream.stats(true)).toEqual({
    stream: 's1',
    publishing: true,
    viewers: 1,
    bytesIn: 26 * (1005 + 18) + 5 + 19,
    bytesOut: sentBytes,
    videoKbps: Math.round((26 * 1005 + 24) * 8 / 2000),
    audioKbps: 2,
    gopMs: 1000,
  })
})

test('a stopped source has no bit rate', () => {
  const { stream, send, wait } = onAir()
  send(...opening(), ...frames(10))
  stream.sweep(2000)
  wait(2000)
  stream.sweep(4000)
  expect(stream.stats(false)).toMatchObject({ videoKbps: 0, audioKbps: 0 })
})
