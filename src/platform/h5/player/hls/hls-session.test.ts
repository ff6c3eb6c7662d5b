import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HlsSession } from './hls-session'

/** An element with playback set by the test. */
class FakeVideo extends EventTarget {
  src = ''
  currentTime = 0
  paused = true
  videoWidth = 640
  videoHeight = 360
  error: { code: number } | null = null
  readonly buffered = { length: 0 }
  readonly seekable = { length: 0 }
  loads = 0
  #onPicture: ((nowMs: number) => void) | undefined

  requestVideoFrameCallback(callback: (nowMs: number) => void) {
    this.#onPicture = callback
    return 1
  }

  cancelVideoFrameCallback() { this.#onPicture = undefined }
  pause() { this.paused = true }
  removeAttribute() { this.src = '' }
  load() { this.loads += 1 }
  show() { this.#onPicture?.(performance.now()) }
  say(event: string) { this.dispatchEvent(new Event(event)) }
}

/** The server's answer to the playlist: a status, or the number of segments so far. */
const server = { status: 200, segments: 3, asked: 0 }
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function setUp() {
  const video = new FakeVideo()
  const reports: string[] = []
  const onOver = vi.fn()
  const onPictureLost = vi.fn()
  const session = new HlsSession({
    video: video as unknown as HTMLVideoElement,
    url: 'https://relay/live/a.m3u8',
    handlers: {
      report: (event, message) => reports.push(message === undefined ? event : `${event} ${message}`),
      onNetStatus: () => {},
      start: async () => { video.paused = false },
      onPictureLost,
      onPicture: () => {},
      onOver,
    },
  })
  await pass(0)
  return { session, video, reports, onOver, onPictureLost }
}

async function play(video: FakeVideo, ms: number): Promise<void> {
  for (const event of ['loadedmetadata', 'loadeddata', 'playing']) video.say(event)
  await moves(video, ms)
}

async function moves(video: FakeVideo, ms: number): Promise<void> {
  for (let elapsedMs = 0; elapsedMs < ms; elapsedMs += 100) {
    video.currentTime += 0.1
    video.show()
    await pass(100)
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  vi.stubGlobal('MediaError', { MEDIA_ERR_DECODE: 3 })
  Object.assign(server, { status: 200, segments: 3, asked: 0 })
  vi.stubGlobal('fetch', async () => {
    server.asked += 1
    if (server.status === 0) throw new TypeError('Failed to fetch')
    return new Response(`#EXTM3U\n#EXTINF:2,\na/${server.segments}.ts\n`, { status: server.status })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('reports the same start as WeChat', async () => {
  const { session, video, reports } = await setUp()
  expect(video.src).toBe('https://relay/live/a.m3u8')
  await play(video, 1000)
  session.close()
  expect(reports)
    .toEqual(['BUFFERING', 'CONNECTED', 'STREAM_STARTED', 'FIRST_KEYFRAME', 'PLAYING', 'FIRST_FRAME_RENDERED'])
})

test('reports a short stall and keeps the connection', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  reports.length = 0
  video.say('waiting')
  await pass(3000)
  video.say('playing')
  await moves(video, 1000)
  session.close()
  expect(reports).toEqual(['BUFFERING', 'PLAYING'])
})

test('reopens the connection after a long stall and keeps the last picture', async () => {
  const { session, video, reports, onPictureLost } = await setUp()
  await play(video, 1000)
  reports.length = 0
  video.say('waiting')
  await pass(4000)
  server.segments += 2
  await pass(4200)
  expect(reports).toEqual(['BUFFERING', 'READ_WRITE_FAILED silent', 'RECONNECTING silent'])
  expect(onPictureLost).toHaveBeenCalledOnce()
  await pass(300)
  expect(video.src).not.toBe('')
  await play(video, 500)
  expect(reports.slice(3))
    .toEqual(['BUFFERING', 'CONNECTED', 'STREAM_STARTED', 'FIRST_KEYFRAME', 'PLAYING', 'FIRST_FRAME_RENDERED'])
  session.close()
})

test('reopens immediately after a stall if the server does not answer', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  reports.length = 0
  server.status = 0
  video.say('waiting')
  await pass(0)
  session.close()
  expect(reports).toEqual(['BUFFERING', 'READ_WRITE_FAILED unreachable', 'RECONNECTING unreachable'])
})

test('does not replay a playlist without a new segment', async () => {
  const { video, reports, onOver } = await setUp()
  await play(video, 1000)
  video.say('waiting')
  await pass(8200)
  reports.length = 0
  await pass(3000)
  expect(video.src).toBe('')
  expect(reports.filter(report => report !== 'BUFFERING')).toEqual([
    ...Array.from({ length: 2 }, () => ['READ_WRITE_FAILED silent', 'RECONNECTING silent']).flat(),
    'READ_WRITE_FAILED silent', 'NETWORK_LOST silent',
  ])
  expect(onOver).toHaveBeenCalledOnce()
})

test('reopens a playlist that ended; the server decides if the class is over', async () => {
  const { session, video, reports, onOver } = await setUp()
  await play(video, 1000)
  reports.length = 0
  server.status = 404
  video.say('ended')
  await pass(300)
  session.close()
  expect(reports)
    .toEqual(['READ_WRITE_FAILED ended', 'RECONNECTING ended', 'BUFFERING', 'CONNECT_FAILED 404', 'NETWORK_LOST 404'])
  expect(onOver).toHaveBeenCalledOnce()
})

test('does not retry a refusal', async () => {
  server.status = 403
  const { video, reports, onOver } = await setUp()
  await pass(60_000)
  expect(server.asked).toBe(1)
  expect(video.src).toBe('')
  expect(reports).toEqual(['BUFFERING', 'CONNECT_FAILED 403', 'NETWORK_LOST 403'])
  expect(onOver).toHaveBeenCalledOnce()
})

test('gives up after three own tries', async () => {
  server.status = 0
  const { reports, onOver } = await setUp()
  await pass(60_000)
  expect(server.asked).toBe(4)
  expect(reports.at(-1)).toBe('NETWORK_LOST unreachable')
  expect(onOver).toHaveBeenCalledOnce()
})

test('reports a decoding error as such and a reading error as a loss', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 500)
  reports.length = 0
  video.error = { code: 3 }
  video.say('error')
  await pass(300)
  video.error = { code: 2 }
  video.say('error')
  session.close()
  expect(reports).toEqual([
    'VIDEO_DECODE_FAILED media error 3', 'RECONNECTING media error 3', 'BUFFERING', 'CONNECTED',
    'READ_WRITE_FAILED media error 2', 'RECONNECTING media error 2',
  ])
})

test('asks a browser that refuses to play again', async () => {
  const { session, video } = await setUp()
  video.pause()
  await pass(100)
  expect(video.paused).toBe(false)
  session.close()
})

test('reports nothing while paused; a short pause continues, a long one returns to live', async () => {
  const { session, video, reports } = await setUp()
  await play(video, 1000)
  reports.length = 0
  session.pause()
  await pass(4000)
  session.resume()
  await pass(0)
  expect(video.paused).toBe(false)
  session.pause()
  await pass(20_000)
  expect(reports).toEqual([])
  session.resume()
  await pass(0)
  expect(reports).toEqual(['BUFFERING', 'CONNECTED'])
  session.close()
})

test('leaves nothing running and an empty element after it is closed', async () => {
  const { session, video, reports } = await setUp()
  session.close()
  reports.length = 0
  for (const event of ['playing', 'waiting', 'error', 'ended']) video.say(event)
  await pass(60_000)
  expect(reports).toEqual([])
  expect(video.src).toBe('')
  expect(vi.getTimerCount()).toBe(0)
})
