import { describe, expect, test } from 'vitest'
import { RELAY_LIMITS } from '../limits'
import { LiveStream } from './stream'
import { CollectingSink } from '../../../../../tests/support/relay/collecting-sink'
import { ManualPacer, atOnce } from '../../../../../tests/support/relay/pacers'
import { audioHeader, frames, interframe, keyframe, metadata, opening, sound, videoHeader } from '../../../../../tests/support/relay/samples'
import { Viewer } from '../playout/viewer'
import type { FlvTag } from '../flv/flv-tags'
import type { Pacer } from '../playout/pacer'

function onAir(changes = {}, pacer: Pacer = atOnce) {
  const limits = { ...RELAY_LIMITS, ...changes }
  let nowMs = 0
  const stream = new LiveStream('s1', { limits, pacer, now: () => nowMs, windowMs: () => 100 })
  const viewers = new Map<CollectingSink, Viewer>()
  stream.startSource()
  return {
    stream,
    send: (...tags: FlvTag[]) => { for (const tag of tags) stream.accept(tag) },
    join: () => {
      const sink = new CollectingSink()
      const viewer = new Viewer('ann', sink, limits)
      viewers.set(sink, viewer)
      stream.join(viewer)
      return sink
    },
    /** The viewer's network has taken all bytes. */
    drain: (sink: CollectingSink) => {
      sink.queued = 0
      const viewer = viewers.get(sink)
      if (viewer) stream.serve(viewer)
    },
    wait: (ms: number) => { nowMs += ms },
    hopeless: () => stream.sweep(),
  }
}

describe('a viewer', () => {
  test('that joins in mid-stream gets metadata, headers and the GOP at once', () => {
    const { send, join } = onAir()
    send(...opening(), ...frames(7, { startMs: 60_000, gop: 5 }))
    expect(join().story).toEqual([
      'metadata@0', 'videoHeader@200', 'audioHeader@200',
      'keyframe@200', 'audio@200', 'interframe@240', 'audio@240',
    ])
  })

  test('that joins before the source gets the same once, and every frame', () => {
    const { send, join } = onAir()
    const viewer = join()
    send(...opening(), ...frames(6))
    expect(viewer.story.slice(0, 4)).toEqual(['metadata@0', 'videoHeader@0', 'audioHeader@0', 'keyframe@0'])
    expect(viewer.pictures).toHaveLength(6)
    expect(viewer.tags.filter(({ kind }) => kind.endsWith('Header'))).toHaveLength(2)
  })

  test('waits for a keyframe when the GOP is too large to keep', () => {
    const { send, join } = onAir({ gopCacheBytes: 200 })
    send(...opening(), ...frames(4, { gop: 100, bytes: 100 }))
    const viewer = join()
    send(interframe(160))
    expect(viewer.tags).toEqual([])
    send(keyframe(200))
    expect(viewer.pictures.map(({ kind }) => kind)).toEqual(['keyframe'])
  })

  test('shares the memory of its media with all other viewers', () => {
    const { send, join } = onAir()
    const viewers = [join(), join()]
    send(...opening(), keyframe(0), interframe(40))
    const [one, other] = viewers.map(({ writes }) => writes.at(-1)?.[0])
    expect(one).toBeDefined()
    expect(one).toBe(other)
  })
})

describe('a republish', () => {
  test('continues one frame later, and repeats only changed headers', () => {
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

  test('starts at the first keyframe of the new source, for video and audio', () => {
    const { stream, send, join } = onAir()
    const viewer = join()
    send(...opening(), ...frames(1))
    stream.startSource()
    send(...opening(), sound(1000), interframe(1000), sound(1020), keyframe(1040), sound(1040))
    expect(viewer.story.slice(5)).toEqual(['keyframe@40', 'audio@40'])
  })

  test('sends no past media to viewers that joined meanwhile', () => {
    const { stream, send, join } = onAir()
    send(...opening(), ...frames(3))
    stream.stopSource()
    const viewer = join()
    expect(viewer.tags).toEqual([])
    stream.startSource()
    send(...opening(1), ...frames(1))
    expect(viewer.story).toEqual(['metadata@0', 'videoHeader@120', 'audioHeader@120', 'keyframe@120', 'audio@120'])
  })

  test('without video reaches viewers with its audio', () => {
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
  const emptySound: FlvTag = { type: 8, timestampMs: 40, body: Buffer.alloc(0) }
  send(...opening(), keyframe(0), { type: 9, timestampMs: 40, body }, emptySound)
  expect(viewer.story).toHaveLength(4)
})

test('only frames count as activity of the publisher', () => {
  const { stream } = onAir()
  expect([...opening(), keyframe(0), sound(0)].map(tag => stream.accept(tag)))
    .toEqual([false, false, false, true, true])
})

test('an audio-only source announces no video', () => {
  const { send, join } = onAir()
  const viewer = join()
  send(audioHeader(), sound(0))
  expect(viewer.tracks).toEqual({ audio: true, video: false })
})

test('audio can be joined when the video has stopped', () => {
  const { send, join } = onAir({ gopCacheMs: 2000 })
  send(...opening(), keyframe(0), ...Array.from({ length: 50 }, (_, index) => sound(index * 100)))
  const viewer = join()
  send(sound(5000))
  expect(viewer.story).toEqual(['metadata@0', 'videoHeader@4900', 'audioHeader@4900', 'audio@4900', 'audio@5000'])
})

describe('merged writes', () => {
  test('a window is one write, whatever it contains', () => {
    const pacer = new ManualPacer()
    const { send, join } = onAir({}, pacer)
    send(...opening(), keyframe(0))
    const viewer = join()
    const before = viewer.writes.length
    send(interframe(40), sound(40), interframe(80))
    expect(viewer.writes).toHaveLength(before)
    pacer.run()
    expect(viewer.writes.slice(before)).toEqual([[expect.any(Buffer)]])
    expect(viewer.story.slice(-3)).toEqual(['interframe@40', 'audio@40', 'interframe@80'])
  })

  test('a new viewer does not wait for the window, and gets nothing twice', () => {
    const pacer = new ManualPacer()
    const { send, join } = onAir({}, pacer)
    send(...opening(), keyframe(0), sound(0))
    const viewer = join()
    expect(viewer.story.slice(3)).toEqual(['keyframe@0', 'audio@0'])
    send(interframe(40))
    const late = join()
    pacer.run()
    for (const { story } of [viewer, late]) expect(story.slice(3)).toEqual(['keyframe@0', 'audio@0', 'interframe@40'])
  })

  test('a large window is written immediately', () => {
    const { send, join } = onAir({ windowBytes: 1000 }, new ManualPacer())
    const viewer = join()
    send(...opening(), keyframe(0, 900), interframe(40, 100))
    expect(viewer.pictures).toHaveLength(2)
  })

  test('hundreds of viewers are served in slices, and each gets each window once', () => {
    const pacer = new ManualPacer()
    const { send, join } = onAir({}, pacer)
    const viewers = Array.from({ length: 120 }, join)
    send(...opening(), keyframe(0))
    pacer.step()
    expect(viewers.filter(({ tags }) => tags.length > 0)).toHaveLength(50)
    send(interframe(40))
    pacer.run()
    const story = ['metadata@0', 'videoHeader@0', 'audioHeader@0', 'keyframe@0', 'interframe@40']
    expect(viewers.map(viewer => viewer.story)).toEqual(viewers.map(() => story))
  })
})

describe('a slow viewer', () => {
  const limits = { viewerQueueBytes: 1000, viewerSlowMs: 15_000 }

  test('catches up when its network recovers in time', () => {
    const { send, join, drain } = onAir()
    const viewer = join()
    send(...opening(), keyframe(0))
    viewer.queued = 1
    send(...frames(5, { startMs: 40, gop: 100 }).slice(1))
    expect(viewer.pictures).toHaveLength(1)
    drain(viewer)
    expect(viewer.pictures.map(({ timestampMs }) => timestampMs)).toEqual([0, 80, 120, 160, 200])
    expect(viewer.writes).toHaveLength(2)
  })

  test('gets one burst at a time', () => {
    const { send, join, drain } = onAir({ viewerBurstBytes: 300 })
    const viewer = join()
    send(...opening(), keyframe(0))
    viewer.queued = 1
    send(...Array.from({ length: 4 }, (_, index) => interframe(40 + index * 40, 200)))
    drain(viewer)
    expect(viewer.pictures).toHaveLength(3)
    drain(viewer)
    expect(viewer.pictures).toHaveLength(5)
  })

  test('skips to a keyframe when it is too far behind, with the changed headers', () => {
    const { stream, send, join, drain } = onAir(limits)
    const viewer = join()
    send(...opening(), keyframe(0))
    viewer.queued = 1
    send(interframe(40, 600), interframe(80, 600), videoHeader(0, 1), keyframe(120, 600), interframe(160))
    drain(viewer)
    send(interframe(200))
    expect(viewer.story.slice(3))
      .toEqual(['keyframe@0', 'videoHeader@120', 'keyframe@120', 'interframe@160', 'interframe@200'])
    expect(stream.stats(true)).toMatchObject({ skips: 1 })
  })

  test('is closed after it was behind for too long', () => {
    const { send, join, wait, hopeless } = onAir(limits)
    const viewer = join()
    send(...opening(), keyframe(0))
    viewer.queued = 1
    send(...frames(3, { startMs: 40, bytes: 1000, gop: 1 }))
    wait(15_000)
    expect(hopeless()).toEqual([])
    wait(1)
    expect(hopeless().map(({ sink }) => sink)).toEqual([viewer])
  })

  test('holds no memory of its own, for any number of slow viewers', () => {
    const { stream, send, join } = onAir({ viewerQueueBytes: 10_000, gopCacheBytes: 5_000 })
    const viewers = Array.from({ length: 200 }, join)
    for (const viewer of viewers) viewer.queued = 1
    send(...opening(), ...frames(500, { bytes: 1000 }))
    expect(stream.stats(true).heldBytes).toBeLessThan(12_000)
    expect(viewers.flatMap(({ writes }) => writes)).toEqual([])
  })

  test('does not delay other viewers', () => {
    const { send, join } = onAir(limits)
    const [slow, quick] = [join(), join()]
    slow.queued = 5000
    send(...opening(), ...frames(10))
    expect(slow.tags).toEqual([])
    expect(quick.pictures).toHaveLength(10)
  })
})

test('the statistics are counted', () => {
  const { stream, send, join, wait } = onAir()
  join()
  send(videoHeader(), ...frames(26, { gop: 25, bytes: 1000 }))
  wait(2000)
  stream.sweep()
  expect(stream.stats(true)).toEqual({
    stream: 's1',
    publishing: true,
    viewers: 1,
    bytesIn: 26 * (1005 + 18) + 5 + 19,
    bytesOut: 26 * (1005 + 18 + 2 * 15) + 15 + 24,
    videoKbps: Math.round((26 * 1005 + 24) * 8 / 2000),
    audioKbps: 2,
    fps: 13,
    gopMs: 1000,
    skips: 0,
    addedDelayMs: 0,
    heldBytes: 26 * (1005 + 18 + 2 * 15) + 15 + 24,
  })
})

test('a stopped source has no bit rate', () => {
  const { stream, send, wait } = onAir()
  send(...opening(), ...frames(10))
  wait(2000)
  stream.sweep()
  wait(2000)
  stream.sweep()
  expect(stream.stats(false)).toMatchObject({ videoKbps: 0, audioKbps: 0 })
})
