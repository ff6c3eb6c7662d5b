import { shouldReconnect } from '@contract/kernel/close-codes'
import { toMediaCloseReason } from '@contract/media/close'
import type Mpegts from 'mpegts.js'
import type { RawNetStatus } from '@/features/codes/netstatus'
import type { PlayerEvent } from '@/features/codes/player-events'
import { ArrivalMeter } from './source/arrival-meter'
import type { CacheLimits } from './cache/cache-controller'
import { CacheDriver } from './cache/cache-driver'
import type { ConnectionEnd } from './source/flv-loader'
import { openFlv } from './source/flv-source'
import { FrameMeter } from './view/frame-meter'
import { OwnRetries } from './own-retries'
import { PictureReports } from './view/picture-reports'
import { toPlayStatus } from './play-status'
import { complain } from './watchdog'

const TICK_MS = 100
export const STATUS_EVERY_MS = 2000
/** Network silence that is reported before it leads to a new connection. */
const LAG_MS = 1500
/** Share of the stream's time; a network that delivers less is too slow, even with steady arrival. */
const LEAST_PACE = 0.8
/** Media held by `pause`; with more than this, `resume` opens a new connection. */
const MOST_HELD_SECONDS = 20

/** One stay in a stream, for the player; the same for FLV and HLS. */
export interface PlayerSession {
  /** The picture stays while time continues. */
  pause: () => void
  /** Returns to live. */
  resume: () => void
  /** The element was paused from outside the session. */
  keepPlaying: () => void
  close: () => void
}

export interface PlaySessionHandlers {
  report: (event: PlayerEvent, message?: string) => void
  onNetStatus: (info: RawNetStatus) => void
  /** Starts the element; resolves when the browser lets it play, muted if necessary. */
  start: () => Promise<void>
  /** The element will be emptied, or shows pictures again. */
  onPictureLost: () => void
  onPicture: () => void
  /** The session gave up or was refused. */
  onOver: () => void
}

export interface PlaySessionOptions {
  mpegts: typeof Mpegts
  video: HTMLVideoElement
  url: string
  /** Read at each step: the props may change while playing. */
  limits: () => CacheLimits
  handlers: PlaySessionHandlers
}

/** One connection to the stream and its measurements. */
interface Connection {
  openedAtMs: number
  meter: ArrivalMeter
  hasKeyframe: boolean
  isLagging: boolean
  close: () => void
}

/** One stay in a stream, from `play` to `stop`: keeps a connection and reports like WeChat's player. */
export class PlaySession implements PlayerSession {
  #connection: Connection | undefined
  readonly #retries = new OwnRetries()
  readonly #ticker: ReturnType<typeof setInterval>
  readonly #frames: FrameMeter
  readonly #pictures: PictureReports
  readonly #cache: CacheDriver
  #expectsAudio = true
  #isHeld = false
  #isOver = false
  #statusAtMs = performance.now()

  readonly #options: PlaySessionOptions

  constructor(options: PlaySessionOptions) {
    this.#options = options
    const { video, limits, handlers } = options
    this.#pictures = new PictureReports({ video, report: handlers.report, onPicture: handlers.onPicture })
    this.#frames = new FrameMeter(video, (nowMs, beforeMs) => this.#onFrame(nowMs, beforeMs))
    this.#cache = new CacheDriver({
      video,
      limits,
      start: handlers.start,
      onPlaying: () => {
        this.#retries.succeeded()
        handlers.report('PLAYING')
      },
      onUnderrun: () => handlers.report('BUFFERING'),
    })
    this.#ticker = setInterval(this.#tick, TICK_MS)
    // The first picture does not wait for the next tick.
    video.addEventListener('loadeddata', this.#tick)
    this.#open()
  }

  pause(): void {
    this.#isHeld = true
    this.#options.video.pause()
  }

  resume(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#cache.restart()
    if (this.#connection) this.#tick()
    else this.#open()
  }

  keepPlaying(): void {
    const { video, handlers } = this.#options
    if (!this.#isHeld && this.#cache.isPlaying && video.paused) void handlers.start().catch(() => {})
  }

  close(): void {
    this.#isOver = true
    clearInterval(this.#ticker)
    this.#retries.cancel()
    this.#options.video.removeEventListener('loadeddata', this.#tick)
    this.#frames.stop()
    this.#leave()
  }

  #open(): void {
    const { handlers, mpegts, video, url } = this.#options
    const openedAtMs = performance.now()
    const meter = new ArrivalMeter(openedAtMs, () => this.#onKeyframe())
    this.#cache.restart()
    this.#frames.restart()
    handlers.report('BUFFERING')
    let hasBytes = false
    const close = openFlv(mpegts, video, url, this.#expectsAudio, {
      onOpen: () => handlers.report('CONNECTED'),
      onBytes: bytes => {
        if (!hasBytes) handlers.report('STREAM_STARTED')
        hasBytes = true
        meter.push(bytes, performance.now())
      },
      onEnd: end => this.#onEnd(end),
      onMediaError: track => {
        handlers.report(track === 'audio' ? 'AUDIO_DECODE_FAILED' : 'VIDEO_DECODE_FAILED')
        this.#reconnect(`${track} error`)
      },
    })
    this.#connection = { openedAtMs, meter, close, hasKeyframe: false, isLagging: false }
  }

  #onKeyframe(): void {
    if (!this.#connection || this.#connection.hasKeyframe) return
    this.#connection.hasKeyframe = true
    this.#options.handlers.report('FIRST_KEYFRAME')
  }

  #onEnd({ wasOpen, code }: ConnectionEnd): void {
    const { report } = this.#options.handlers
    const reason = toMediaCloseReason(code)
    if (reason === undefined) report(wasOpen ? 'READ_WRITE_FAILED' : 'CONNECT_FAILED', String(code))
    else report('SERVER_CLOSED', reason)
    // HTTP-FLV has 401, 403, 404 and 410 in place of a WebSocket's codes from 4500 on.
    const isRefused = (reason !== undefined && !shouldReconnect(code)) || (code >= 400 && code < 500)
    if (isRefused) this.#giveUp(reason ?? String(code))
    else this.#reconnect(reason ?? String(code))
  }

  #reconnect(message: string): void {
    // The report before may have ended the session.
    if (this.#isOver) return
    this.#leave()
    if (this.#retries.schedule(() => this.#open())) this.#options.handlers.report('RECONNECTING', message)
    else this.#giveUp(message)
  }

  #giveUp(message: string): void {
    if (this.#isOver) return
    this.close()
    this.#options.handlers.onOver()
    this.#options.handlers.report('NETWORK_LOST', message)
  }

  #leave(): void {
    if (!this.#connection) return
    this.#options.handlers.onPictureLost()
    this.#connection.close()
    this.#connection = undefined
  }

  #onFrame(nowMs: number, beforeMs: number | undefined): void {
    if (!this.#connection) return
    const isPlaying = this.#cache.isPlaying && !this.#isHeld
    this.#pictures.onFrame(nowMs, beforeMs, isPlaying ? this.#cache.playingSinceMs : undefined)
  }

  readonly #tick = (): void => {
    const nowMs = performance.now()
    if (nowMs - this.#statusAtMs >= STATUS_EVERY_MS) this.#tellStatus(nowMs)
    if (!this.#connection) return
    if (this.#isHeld) {
      if (this.#cache.aheadSeconds > MOST_HELD_SECONDS) this.#leave()
      return
    }
    this.#cache.step(nowMs)
    this.#watch(this.#connection, nowMs)
  }

  #watch(connection: Connection, nowMs: number): void {
    const { meter, hasKeyframe, openedAtMs } = connection
    const { lastFrameMs } = this.#frames
    const isLagging = hasKeyframe && nowMs - meter.lastArrivalMs > LAG_MS
    if (isLagging && !connection.isLagging) this.#options.handlers.report('DATA_LAGGING')
    connection.isLagging = isLagging
    const complaint = complain({
      nowMs,
      openedAtMs,
      lastArrivalMs: meter.lastArrivalMs,
      lastFrameMs: lastFrameMs === undefined ? undefined : Math.max(lastFrameMs, this.#cache.playingSinceMs),
      hasVideo: meter.hasVideo,
      hasAudio: meter.hasAudio,
      expectsAudio: this.#expectsAudio,
      isPlaying: this.#cache.isPlaying,
      isHidden: document.hidden,
    })
    if (complaint === undefined || this.#isOver) return
    if (complaint === 'soundless') {
      this.#expectsAudio = false
      this.#leave()
      this.#open()
      return
    }
    if (complaint === 'silent') this.#options.handlers.report('READ_WRITE_FAILED', complaint)
    this.#reconnect(complaint)
  }

  #tellStatus(nowMs: number): void {
    const { video, handlers } = this.#options
    const elapsedMs = nowMs - this.#statusAtMs
    this.#statusAtMs = nowMs
    const frames = this.#frames.takeFrames()
    if (!this.#connection) return
    const { meter, openedAtMs, isLagging } = this.#connection
    const arrivals = meter.take(nowMs)
    // In its first seconds a connection delivers the server's backlog; a silence has its own report already.
    const isSteady = nowMs - openedAtMs > STATUS_EVERY_MS * 2 && !isLagging && !this.#isHeld
    if (isSteady && arrivals.mediaMs < elapsedMs * LEAST_PACE) handlers.report('DATA_LAGGING')
    handlers.onNetStatus(toPlayStatus({
      elapsedMs,
      arrivals,
      jitterMs: meter.jitterMs,
      gopMs: meter.gopMs,
      frames,
      width: video.videoWidth,
      height: video.videoHeight,
      cacheSeconds: this.#cache.aheadSeconds,
    }))
  }
}
