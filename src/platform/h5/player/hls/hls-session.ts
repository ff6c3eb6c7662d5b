import { OwnRetries } from '../own-retries'
import { FrameMeter } from '../view/frame-meter'
import { PictureReports } from '../view/picture-reports'
import { askPlaylist } from './hls-playlist'
import { HlsWatch } from './hls-watch'
import { STATUS_EVERY_MS } from '../play-session'
import type { PlayerSession, PlaySessionHandlers } from '../play-session'

const TICK_MS = 100
/** After a shorter pause `resume` continues at the same place, after a longer one at live. */
const MOST_HELD_MS = 5000

export interface HlsSessionOptions {
  video: HTMLVideoElement
  url: string
  handlers: PlaySessionHandlers
}

interface Connection {
  closing: AbortController
  watch: HlsWatch
  /** The playlist has arrived and the element has it. */
  isLoaded: boolean
}

/**
 * One stay in a stream that the browser plays by itself from a playlist, for browsers without Media Source. It reports
 * like `PlaySession`. The browser decides when to start, how much to buffer and how fast to play, so the cache limits
 * have no effect.
 */
export class HlsSession implements PlayerSession {
  #connection: Connection | undefined
  readonly #retries = new OwnRetries()
  readonly #ticker: ReturnType<typeof setInterval>
  readonly #frames: FrameMeter
  readonly #pictures: PictureReports
  #heldAtMs: number | undefined
  #isOver = false
  #isPlaying = false
  #isStarting = false
  #playingSinceMs = 0
  /** The newest segment at the start of the last stall: a playlist that still ends with it has nothing new. */
  #knownSegment: string | undefined
  #statusAtMs = performance.now()

  readonly #options: HlsSessionOptions
  readonly #listeners: [keyof HTMLMediaElementEventMap, () => void][]

  constructor(options: HlsSessionOptions) {
    this.#options = options
    const { video, handlers } = options
    this.#pictures = new PictureReports({ video, report: handlers.report, onPicture: handlers.onPicture })
    this.#frames = new FrameMeter(video, (nowMs, beforeMs) => this.#onFrame(nowMs, beforeMs))
    this.#listeners = [
      ['loadedmetadata', () => this.#ifLoaded(() => handlers.report('STREAM_STARTED'))],
      ['loadeddata', () => this.#ifLoaded(() => handlers.report('FIRST_KEYFRAME'))],
      ['playing', () => this.#ifLoaded(() => this.#onPlaying())],
      ['waiting', () => this.#ifLoaded(() => this.#onWaiting())],
      ['ended', () => this.#ifLoaded(() => this.#onLost('ended'))],
      ['error', () => this.#ifLoaded(() => this.#onElementError())],
    ]
    for (const [name, listener] of this.#listeners) video.addEventListener(name, listener)
    this.#ticker = setInterval(this.#tick, TICK_MS)
    this.#open()
  }

  pause(): void {
    this.#heldAtMs ??= performance.now()
    this.#options.video.pause()
  }

  resume(): void {
    const heldAtMs = this.#heldAtMs
    if (heldAtMs === undefined) return
    this.#heldAtMs = undefined
    if (this.#connection && performance.now() - heldAtMs <= MOST_HELD_MS) {
      this.#connection.watch.restart(performance.now())
      this.#start()
    } else this.#reopen()
  }

  keepPlaying(): void {
    if (this.#heldAtMs === undefined && this.#isPlaying && this.#options.video.paused) this.#start()
  }

  close(): void {
    this.#isOver = true
    clearInterval(this.#ticker)
    this.#retries.cancel()
    for (const [name, listener] of this.#listeners) this.#options.video.removeEventListener(name, listener)
    this.#frames.stop()
    this.#leave()
  }

  #open(): void {
    const connection = { closing: new AbortController(), watch: new HlsWatch(performance.now()), isLoaded: false }
    this.#connection = connection
    this.#isPlaying = false
    this.#frames.restart()
    this.#options.handlers.report('BUFFERING')
    void this.#load(connection)
  }

  async #load({ closing: { signal } }: Connection): Promise<void> {
    const { video, url, handlers } = this.#options
    const answer = await askPlaylist(url, signal).catch(() => undefined)
    const connection = this.#connection
    if (answer === undefined || signal.aborted || !connection) return
    if (answer.kind === 'ready') {
      if (answer.newest !== undefined && answer.newest === this.#knownSegment) return this.#onLost('silent')
      handlers.report('CONNECTED')
      connection.isLoaded = true
      connection.watch.restart(performance.now())
      video.src = url
      this.#start()
      return
    }
    const message = answer.kind === 'refused' ? String(answer.status) : answer.kind
    handlers.report('CONNECT_FAILED', message)
    if (answer.kind === 'refused') this.#giveUp(message)
    else this.#reconnect(message)
  }

  /** An iPhone loads nothing before `play`. */
  #start(): void {
    if (this.#isStarting) return
    this.#isStarting = true
    this.#options.handlers.start()
      .catch(() => { /* Interrupted or refused until a tap: the next tick tries again. */ })
      .finally(() => { this.#isStarting = false })
  }

  #ifLoaded(react: () => void): void {
    if (this.#connection?.isLoaded && this.#heldAtMs === undefined) react()
  }

  #onPlaying(): void {
    if (this.#isPlaying) return
    this.#isPlaying = true
    this.#retries.succeeded()
    this.#playingSinceMs = performance.now()
    this.#connection?.watch.restart(this.#playingSinceMs)
    this.#options.handlers.report('PLAYING')
  }

  #onWaiting(): void {
    if (!this.#isPlaying || !this.#connection) return
    this.#isPlaying = false
    this.#options.handlers.report('BUFFERING')
    const { signal } = this.#connection.closing
    askPlaylist(this.#options.url, signal).then(answer => {
      if (signal.aborted) return
      if (answer.kind === 'ready') this.#knownSegment = answer.newest
      else this.#onLost(answer.kind)
    }, () => { /* Closed in the meantime. */ })
  }

  #onElementError(): void {
    const { error } = this.#options.video
    // The session emptied the element.
    if (!error) return
    const message = `media error ${error.code}`
    if (error.code !== MediaError.MEDIA_ERR_DECODE) return this.#onLost(message)
    this.#options.handlers.report('VIDEO_DECODE_FAILED', message)
    this.#reconnect(message)
  }

  #onLost(message: string): void {
    this.#options.handlers.report('READ_WRITE_FAILED', message)
    this.#reconnect(message)
  }

  #reconnect(message: string): void {
    // The report before may have ended the session.
    if (this.#isOver) return
    this.#leave()
    if (this.#retries.schedule(() => this.#open())) this.#options.handlers.report('RECONNECTING', message)
    else this.#giveUp(message)
  }

  #reopen(): void {
    this.#retries.cancel()
    this.#leave()
    this.#open()
  }

  #giveUp(message: string): void {
    if (this.#isOver) return
    this.close()
    this.#options.handlers.onOver()
    this.#options.handlers.report('NETWORK_LOST', message)
  }

  #leave(): void {
    const { video, handlers } = this.#options
    if (!this.#connection) return
    const { closing, isLoaded } = this.#connection
    this.#connection = undefined
    closing.abort()
    if (!isLoaded) return
    handlers.onPictureLost()
    video.removeAttribute('src')
    video.load()
  }

  #onFrame(nowMs: number, beforeMs: number | undefined): void {
    if (!this.#connection?.isLoaded) return
    const isPlaying = this.#isPlaying && this.#heldAtMs === undefined
    this.#pictures.onFrame(nowMs, beforeMs, isPlaying ? this.#playingSinceMs : undefined)
  }

  readonly #tick = (): void => {
    const nowMs = performance.now()
    if (nowMs - this.#statusAtMs >= STATUS_EVERY_MS) this.#tellStatus(nowMs)
    const { video } = this.#options
    if (!this.#connection?.isLoaded || this.#heldAtMs !== undefined) return
    if (video.paused && !document.hidden) this.#start()
    const { lastFrameMs } = this.#frames
    const complaint = this.#connection.watch.complain(nowMs, video, { lastFrameMs, isHidden: document.hidden })
    if (complaint === 'late') this.#reopen()
    else if (complaint === 'frozen') this.#reconnect(complaint)
    else if (complaint) this.#onLost(complaint)
  }

  /** The browser hides what arrives; the status contains only visible facts. */
  #tellStatus(nowMs: number): void {
    const { video, handlers } = this.#options
    const elapsedMs = nowMs - this.#statusAtMs
    this.#statusAtMs = nowMs
    const frames = this.#frames.takeFrames()
    if (!this.#connection?.isLoaded) return
    const cacheMs = Math.round(aheadSeconds(video) * 1000)
    handlers.onNetStatus({
      videoFPS: Math.round(frames / elapsedMs * 1000),
      videoWidth: video.videoWidth,
      videoHeight: video.videoHeight,
      videoCache: cacheMs,
      audioCache: cacheMs,
    })
  }
}

function aheadSeconds({ buffered, currentTime }: HTMLVideoElement): number {
  return buffered.length === 0 ? 0 : Math.max(0, buffered.end(buffered.length - 1) - currentTime)
}
