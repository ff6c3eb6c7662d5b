import type Mpegts from 'mpegts.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MEDIA_CLOSE } from '@contract/media/close'
import { FLV_HEADER, audioFrameTag, videoFrameTag } from '../flv/muxer'
import { PlaySession } from './play-session'

class FakeSocket {
  static last: FakeSocket
  static opened = 0
  binaryType = ''
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor() {
    FakeSocket.last = this
    FakeSocket.opened += 1
  }

  close() {}
  deliver(bytes: Uint8Array<ArrayBuffer>) { this.onmessage?.({ data: bytes.slice().buffer }) }
  drop(code = 1006) { this.onclose?.({ code }) }
}

/** An element with a buffer and pictures set by the test. */
class FakeVideo extends EventTarget {
  currentTime = 0
  playbackRate = 1
  readyState = 4
  seeking = false
  paused = true
  videoWidth = 640
  videoHeight = 360
  bufferedSeconds = 0
  #onPicture: ((nowMs: number) => void) | undefined

  get buffered() {
    return { length: this.bufferedSeconds > 0 ? 1 : 0, start: () => 0, end: () => this.bufferedSeconds }
  }

  requestVideoFrameCallback(callback: (nowMs: number) => void) {
    this.#onPicture = callback
    return 1
  }

  cancelVideoFrameCallback() { this.#onPicture = undefined }
  pause() { this.paused = true }
  show() { this.#onPicture?.(performance.now()) }
}

const loaderOf = (config: Mpegts.Config | undefined) => {
  const Loader = config?.customLoader
  if (!Loader) throw new Error('No loader')
  return new Loader({} as Mpegts.SeekHandler, config)
}

/** The calls to the last created player. */
const engine = { complain: () => {}, calls: [] as string[] }

/** Opens the loader like mpegts.js and plays nothing. Like mpegts.js, it continues in its own calls and promises. */
const mpegts = {
  Events: { ERROR: 'error' },
  createPlayer: (_: unknown, config?: Mpegts.Config) => {
    const loader = loaderOf(config)
    let isDestroyed = false
    const call = (name: string) => engine.calls.push(isDestroyed ? `${name} of a destroyed player` : name)
    loader.onDataArrival = () => {
      void Promise.resolve().then(() => call('segment'))
    }
    return {
      on: (_event: string, onError: () => void) => {
        engine.complain = () => {
          onError()
          call('append')
        }
      },
      attachMediaElement: () => call('attach'),
      load: () => loader.open({ url: 'ws://relay/live/a.flv', duration: 0 }, { from: 0, to: -1 }),
      destroy: () => {
        isDestroyed = true
        engine.calls.push('destroy')
        loader.destroy()
      },
    }
  },
} as unknown as typeof Mpegts

async function setUp() {
  const video = new FakeVideo()
  const reports: string[] = []
  const onOver = vi.fn()
  const onPictureLost = vi.fn()
  const session = new PlaySession({
    mpegts,
    video: video as unknown as HTMLVideoElement,
    url: 'ws://relay/live/a.flv',
    limits: () => ({ minSeconds: 1, maxSeconds: 3 }),
    handlers: {
      report: (event, message) => reports.push(message === undefined ? event : `${event} ${message}`),
      onNetStatus: () => {},
      start: async () => { video.paused = false },
      onPictureLost,
      onPicture: () => {},
      onOver,
    },
  })
  await Promise.resolve()
  return { session, video, reports, onOver, onPictureLost }
}

const arrive = (timestampMs: number) => {
  FakeSocket.last.deliver(videoFrameTag(timestampMs, new Uint8Array(10), true))
  FakeSocket.last.deliver(audioFrameTag(timestampMs, new Uint8Array(10)))
}

/** A connection that delivers bytes and shows pictures for `ms`. */
async function play(video: FakeVideo, ms: number): Promise<void> {
  FakeSocket.last.onopen?.()
  FakeSocket.last.deliver(FLV_HEADER)
  for (let elapsedMs = 0; elapsedMs < ms; elapsedMs += 100) {
    arrive(elapsedMs)
    video.bufferedSeconds = 1.05 + elapsedMs / 1000
    if (!video.paused) video.currentTime += 0.1
    video.show()
    await vi.advanceTimersByTimeAsync(100)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  FakeSocket.opened = 0
  engine.calls = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('reports the same start as WeChat', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  session.close()
  expect(reports)
    .toEqual(['BUFFERING', 'CONNECTED', 'STREAM_STARTED', 'FIRST_KEYFRAME', 'FIRST_FRAME_RENDERED', 'PLAYING'])
})

test('reopens a lost connection and keeps the last picture', async () => {
  const { session, video, reports, onPictureLost } = await setUp()
  await play(video, 1000)
  reports.length = 0
  FakeSocket.last.drop()
  expect(reports).toEqual(['READ_WRITE_FAILED 1006', 'RECONNECTING 1006'])
  expect(onPictureLost).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(300)
  expect(FakeSocket.opened).toBe(2)
  session.close()
})

test('gives up after three own tries', async () => {
  const { reports, onOver } = await setUp()
  for (const delayMs of [300, 800, 1600]) {
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(delayMs)
  }
  FakeSocket.last.drop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(FakeSocket.opened).toBe(4)
  expect(reports.at(-1)).toBe('NETWORK_LOST 1006')
  expect(onOver).toHaveBeenCalledOnce()
})

test('does not retry a refusal', async () => {
  const { reports, onOver } = await setUp()
  FakeSocket.last.onopen?.()
  FakeSocket.last.drop(MEDIA_CLOSE.REFUSED.code)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(FakeSocket.opened).toBe(1)
  expect(reports.slice(-2)).toEqual(['SERVER_CLOSED REFUSED', 'NETWORK_LOST REFUSED'])
  expect(onOver).toHaveBeenCalledOnce()
})

test('reports a silent network, then reopens the connection', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  reports.length = 0
  // The buffer lasts longer than the limit of the silence, so that no other report follows.
  video.bufferedSeconds = 60
  for (let elapsedMs = 0; elapsedMs < 5200; elapsedMs += 100) {
    video.show()
    await vi.advanceTimersByTimeAsync(100)
  }
  session.close()
  expect(reports).toEqual(['DATA_LAGGING', 'READ_WRITE_FAILED silent', 'RECONNECTING silent'])
})

test('reopens the connection of a frozen picture while bytes arrive', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  reports.length = 0
  for (let elapsedMs = 1000; elapsedMs < 5200; elapsedMs += 100) {
    arrive(elapsedMs)
    video.bufferedSeconds = video.currentTime + 1
    await vi.advanceTimersByTimeAsync(100)
  }
  session.close()
  expect(reports).toEqual(['RECONNECTING frozen'])
})

test('reports a stutter with its length', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  reports.length = 0
  arrive(1000)
  video.bufferedSeconds = video.currentTime + 1
  await vi.advanceTimersByTimeAsync(600)
  video.show()
  session.close()
  expect(reports).toEqual(['STUTTERING 700 ms'])
})

test('reopens a stream without sound as a video-only stream', async () => {
  const { session, reports } = await setUp()
  FakeSocket.last.onopen?.()
  FakeSocket.last.deliver(FLV_HEADER)
  for (let elapsedMs = 0; elapsedMs < 1200; elapsedMs += 100) {
    FakeSocket.last.deliver(videoFrameTag(elapsedMs, new Uint8Array(10), elapsedMs === 0))
    await vi.advanceTimersByTimeAsync(100)
  }
  session.close()
  expect(FakeSocket.opened).toBe(2)
  expect(reports).not.toContain('RECONNECTING')
  expect(engine.calls.filter(name => name !== 'segment')).toEqual(['attach', 'destroy', 'attach'])
})

test('a player that reports an error ends after its own call', async () => {
  const { session, reports } = await setUp()
  FakeSocket.last.onopen?.()
  engine.complain()
  await vi.advanceTimersByTimeAsync(0)
  expect(reports).toContain('RECONNECTING video error')
  expect(engine.calls).toEqual(['attach', 'append', 'destroy'])
  session.close()
})

test('a player closed during its own bytes ends after its promises and gets no more bytes', async () => {
  const { session } = await setUp()
  FakeSocket.last.onopen?.()
  void Promise.resolve().then(() => session.close())
  FakeSocket.last.deliver(FLV_HEADER)
  FakeSocket.last.deliver(FLV_HEADER)
  await vi.advanceTimersByTimeAsync(0)
  FakeSocket.last.deliver(FLV_HEADER)
  await vi.advanceTimersByTimeAsync(0)
  expect(engine.calls).toEqual(['attach', 'segment', 'segment', 'destroy'])
})

test('reports nothing while paused and resumes immediately', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  reports.length = 0
  session.pause()
  video.bufferedSeconds = video.currentTime + 8
  await vi.advanceTimersByTimeAsync(4000)
  expect(reports).toEqual([])
  arrive(5000)
  session.resume()
  await vi.advanceTimersByTimeAsync(0)
  expect(reports).toEqual(['PLAYING'])
  expect(video.currentTime).toBeCloseTo(video.bufferedSeconds - 1)
  session.close()
})

test('leaves nothing running after it is closed', async () => {
  const { session, reports } = await setUp()
  session.close()
  reports.length = 0
  FakeSocket.last.drop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reports).toEqual([])
  expect(FakeSocket.opened).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a steady stream that arrives slower than it plays is lagging', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 6000)
  expect(reports).not.toContain('DATA_LAGGING')
  for (let elapsedMs = 0; elapsedMs < 4000; elapsedMs += 100) {
    arrive(6000 + elapsedMs / 2)
    video.show()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(reports.filter(report => report === 'DATA_LAGGING').length).toBeGreaterThan(0)
  session.close()
})
