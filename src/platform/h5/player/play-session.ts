import { shouldComeBack, toMediaCloseReason } from '@contract/media-close'
import type Mpegts from 'mpegts.js'
import type { RawNetStatus } from '@/live/netstatus'
import type { PlayerEvent } from '@/live/player-events'
import { retryDelayMs } from '../retry'
import { ArrivalMeter } from './arrival-meter'
import { FILLING, stepCache } from './cache-controller'
import type { CacheAction, CacheLimits, CacheState } from './cache-controller'
import type { ConnectionEnd } from './flv-loader'
import { openFlv } from './flv-source'
import { FrameMeter } from './frame-meter'
import { toPlayStatus } from './play-status'
import { complain } from './watchdog'

/** WeChat's player, too, tries three times before it gives up with NETWORK_LOST. */
const RETRY_DELAYS_MS = [300, 800, 1600]
const TICK_MS = 100
const STATUS_EVERY_MS = 2000
/** Between two pictures this much is a stutter that people see; the figure of Tencent's SDK. */
const STUTTER_MS = 500
/** A silence of the network that is worth a word, before it is worth a new connection. */
const LAG_MS = 1500
/** Held by `pause`: more than this is not kept, `resume` opens anew. */
const MOST_HELD_SECONDS = 20

export interface PlaySessionHandlers {
  report: (event: PlayerEvent, message?: string) => void
  onNetStatus: (info: RawNetStatus) => void
  /** Starts the element; resolves when the browser lets it play, muted if need be. */
  start: () => Promise<void>
  /** The element is about to be emptied, or shows pictures again. */
  onPictureLost: () => void
  onPicture: () => void
  /** Given up, or told to stay away. */
  onOver: () => void
}

export interface PlaySessionOptions {
  mpegts: typeof Mpegts
  video: HTMLVideoElement
  url: string
  /** Read at every step: the props may change while playing. */
  limits: () => CacheLimits
  handlers: PlaySessionHandlers
}

/** One stay in a stream, from `play` to `stop`: keeps a connection and the cache, and reports as WeChat's player does. */
export class PlaySession {
  private cache: CacheState = FILLING
  private meter: ArrivalMeter | undefined
  private closeSource: (() => void) | undefined
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private readonly ticker: ReturnType<typeof setInterval>
  private readonly frames: FrameMeter
  private attempt = 0
  private openedAtMs = 0
  private expectsAudio = true
  private playingSinceMs = 0
  private isLagging = false
  private isHeld = false
  private hasKeyframe = false
  /** Between the wish to play and the browser's consent. */
  private isStarting = false
  private size = ''
  private statusAtMs = performance.now()

  private readonly options: PlaySessionOptions

  constructor(options: PlaySessionOptions) {
    this.options = options
    this.frames = new FrameMeter(options.video, (nowMs, beforeMs) => this.onFrame(nowMs, beforeMs))
    this.ticker = setInterval(() => this.tick(), TICK_MS)
    options.video.addEventListener('loadeddata', this.tick)
    this.open()
  }

  /** The picture stays, time goes on. */
  pause(): void {
    this.isHeld = true
    this.options.video.pause()
  }

  /** Back to live. */
  resume(): void {
    if (!this.isHeld) return
    this.isHeld = false
    this.cache = FILLING
    if (this.closeSource) this.tick()
    else this.open()
  }

  close(): void {
    clearInterval(this.ticker)
    clearTimeout(this.retryTimer)
    this.options.video.removeEventListener('loadeddata', this.tick)
    this.frames.stop()
    this.leave()
  }

  private open(): void {
    const { handlers, mpegts, video, url } = this.options
    const nowMs = performance.now()
    this.openedAtMs = nowMs
    this.cache = FILLING
    this.isLagging = false
    this.frames.restart()
    const meter = new ArrivalMeter(nowMs, () => this.onKeyframe())
    this.meter = meter
    let hasBytes = false
    this.hasKeyframe = false
    handlers.report('BUFFERING')
    this.closeSource = openFlv(mpegts, video, url, this.expectsAudio, {
      onOpen: () => handlers.report('CONNECTED'),
      onBytes: bytes => {
        if (!hasBytes) handlers.report('STREAM_STARTED')
        hasBytes = true
        this.isLagging = false
        meter.push(bytes, performance.now())
      },
      onEnd: end => this.onEnd(end),
      onMediaError: track => {
        handlers.report(track === 'audio' ? 'AUDIO_DECODE_FAILED' : 'VIDEO_DECODE_FAILED')
        this.reconnect(`${track} error`)
      },
    })
  }

  private onKeyframe(): void {
    if (!this.hasKeyframe) this.options.handlers.report('FIRST_KEYFRAME')
    this.hasKeyframe = true
  }

  private onEnd({ wasOpen, code }: ConnectionEnd): void {
    const { report } = this.options.handlers
    const reason = toMediaCloseReason(code)
    if (reason === undefined) report(wasOpen ? 'READ_WRITE_FAILED' : 'CONNECT_FAILED', String(code))
    else report('SERVER_CLOSED', reason)
    // 401, 403, 404, 410 of HTTP-FLV are what the codes from 4500 on are for a WebSocket.
    const isRefused = (reason !== undefined && !shouldComeBack(code)) || (code >= 400 && code < 500)
    if (isRefused) this.giveUp(reason ?? String(code))
    else this.reconnect(reason ?? String(code))
  }

  private reconnect(message: string): void {
    this.leave()
    this.attempt += 1
    const delayMs = retryDelayMs(RETRY_DELAYS_MS, this.attempt, Math.random())
    if (delayMs === undefined) {
      this.giveUp(message)
      return
    }
    this.options.handlers.report('RECONNECTING', message)
    this.retryTimer = setTimeout(() => this.open(), delayMs)
  }

  private giveUp(message: string): void {
    this.close()
    this.options.handlers.report('NETWORK_LOST', message)
    this.options.handlers.onOver()
  }

  private leave(): void {
    if (!this.closeSource) return
    this.options.handlers.onPictureLost()
    this.closeSource()
    this.closeSource = undefined
    this.meter = undefined
  }

  private onFrame(nowMs: number, beforeMs: number | undefined): void {
    const { handlers, video } = this.options
    if (!this.closeSource) return
    if (beforeMs === undefined) {
      handlers.report('FIRST_FRAME_RENDERED')
      handlers.onPicture()
    }
    // The picture that stood still while the cache filled is no stutter.
    const stillMs = nowMs - Math.max(beforeMs ?? nowMs, this.playingSinceMs)
    if (stillMs > STUTTER_MS && this.cache.phase === 'playing' && !this.isHeld) handlers.report('STUTTERING', `${Math.round(stillMs)} ms`)
    const size = `${video.videoWidth}x${video.videoHeight}`
    if (this.size !== '' && size !== this.size) handlers.report('RESOLUTION_CHANGED', size)
    this.size = size
  }

  private readonly tick = (): void => {
    const nowMs = performance.now()
    if (nowMs - this.statusAtMs >= STATUS_EVERY_MS) this.tellStatus(nowMs)
    if (!this.closeSource) return
    if (this.isHeld) {
      if (this.cacheSeconds > MOST_HELD_SECONDS) this.leave()
      return
    }
    this.watch(nowMs)
    this.steer(nowMs)
  }

  private watch(nowMs: number): void {
    const { meter } = this
    if (!meter) return
    if (!this.isLagging && this.hasKeyframe && nowMs - meter.lastArrivalMs > LAG_MS) {
      this.isLagging = true
      this.options.handlers.report('DATA_LAGGING')
    }
    const complaint = complain({
      nowMs,
      openedAtMs: this.openedAtMs,
      lastArrivalMs: meter.lastArrivalMs,
      lastFrameMs: this.frames.lastFrameMs === undefined ? undefined : Math.max(this.frames.lastFrameMs, this.playingSinceMs),
      hasVideo: meter.hasVideo,
      hasAudio: meter.hasAudio,
      expectsAudio: this.expectsAudio,
      isPlaying: this.cache.phase === 'playing',
      isHidden: document.hidden,
    })
    if (complaint === undefined) return
    if (complaint === 'soundless') {
      this.expectsAudio = false
      this.leave()
      this.open()
      return
    }
    if (complaint === 'silent') this.options.handlers.report('READ_WRITE_FAILED', complaint)
    this.reconnect(complaint)
  }

  private steer(nowMs: number): void {
    // The watchdog may just have ended the connection.
    if (!this.closeSource) return
    const { video, limits } = this.options
    const { buffered } = video
    const before = this.cache.phase
    const { state, action } = stepCache(this.cache, {
      nowMs,
      ranges: Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)] as const),
      playheadSeconds: video.currentTime,
      readyState: video.readyState,
      isSeeking: video.seeking,
      isPaused: video.paused && !this.isStarting,
    }, limits())
    this.cache = state
    if (before === 'playing' && state.phase === 'filling') this.options.handlers.report('BUFFERING')
    this.perform(action)
  }

  private perform(action: CacheAction): void {
    const { video } = this.options
    switch (action.type) {
      case 'none': return
      case 'pause':
        video.pause()
        return
      case 'seek':
        video.currentTime = action.toSeconds
        return
      case 'rate':
        video.playbackRate = action.rate
        return
      case 'play':
        if (action.seekToSeconds !== undefined) video.currentTime = action.seekToSeconds
        video.playbackRate = 1
        this.start()
    }
  }

  private start(): void {
    const { handlers } = this.options
    this.isStarting = true
    this.playingSinceMs = performance.now()
    handlers.start()
      .then(() => {
        this.attempt = 0
        this.playingSinceMs = performance.now()
        handlers.report('PLAYING')
      }, () => {
        // Interrupted by a pause of ours or of the browser: the next step tries again.
        this.cache = { phase: 'filling', hasPlayed: true }
      })
      .finally(() => { this.isStarting = false })
  }

  private get cacheSeconds(): number {
    const { buffered, currentTime } = this.options.video
    return buffered.length === 0 ? 0 : Math.max(0, buffered.end(buffered.length - 1) - currentTime)
  }

  private tellStatus(nowMs: number): void {
    const { video, handlers } = this.options
    const elapsedMs = nowMs - this.statusAtMs
    this.statusAtMs = nowMs
    const frames = this.frames.takeFrames()
    if (!this.meter) return
    handlers.onNetStatus(toPlayStatus({
      elapsedMs,
      arrivals: this.meter.take(nowMs),
      jitterMs: this.meter.jitterMs,
      gopMs: this.meter.gopMs,
      frames,
      width: video.videoWidth,
      height: video.videoHeight,
      cacheSeconds: this.cacheSeconds,
    }))
  }
}
