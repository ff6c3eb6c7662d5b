import type Mpegts from 'mpegts.js'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'
import { RTC_CACHES } from '@/platform/player-caches'
import type { FullScreenDirection, LivePlayerEvents, LivePlayerProps } from '../../live-player.types'
import { refuse } from '../../command-error'
import type { Snapshot, SnapshotOptions } from '../../live-pusher.types'
import { takeSnapshot } from '../snapshot'
import type { BrowserPlayerCommands } from '../unsupported'
import { toCacheLimits } from './cache/cache-controller'
import { canPlay, loadMpegts } from './source/flv-source'
import { FullScreen } from './view/fullscreen'
import { HlsSession } from './hls/hls-session'
import { LastPicture } from './view/last-picture'
import { PictureInPicture } from './view/picture-in-picture'
import { PlaySession } from './play-session'
import type { PlayerSession, PlaySessionHandlers } from './play-session'
import { isHlsUrl, playSource, sourceFacts } from './source/play-source'

export interface PlayerEmit {
  statechange: (...payload: LivePlayerEvents['statechange']) => void
  netstatus: (...payload: LivePlayerEvents['netstatus']) => void
  fullscreenchange: (...payload: LivePlayerEvents['fullscreenchange']) => void
  error: (...payload: LivePlayerEvents['error']) => void
  enterpictureinpicture: () => void
  leavepictureinpicture: () => void
  autoplaymuted: () => void
}

export interface PlayerElements {
  /** The element that goes full screen: the picture with the page's controls over it. */
  stage: HTMLElement
  video: HTMLVideoElement
  /** Covers the video. */
  still: HTMLCanvasElement
}

/** WeChat's `live-player` in a browser: the same commands, codes and netstatus fields, over Media Source or by HLS. */
export class BrowserPlayer implements BrowserPlayerCommands {
  #session: PlayerSession | undefined
  #isWanted = false
  #settings: LivePlayerProps
  readonly #video: HTMLVideoElement
  readonly #lastPicture: LastPicture
  readonly #fullScreen: FullScreen
  readonly #pictureInPicture: PictureInPicture
  /** From the prop or the last command. */
  #isMuted: boolean
  readonly #emit: PlayerEmit

  /** The caller passes a copy as `settings`: it must not change afterwards. */
  constructor({ stage, video, still }: PlayerElements, settings: LivePlayerProps, emit: PlayerEmit) {
    this.#video = video
    this.#settings = settings
    this.#emit = emit
    this.#lastPicture = new LastPicture(video, still)
    this.#fullScreen = new FullScreen(stage, change => emit.fullscreenchange(change))
    this.#pictureInPicture = new PictureInPicture(video, {
      onEnter: () => emit.enterpictureinpicture(),
      onLeave: () => {
        // Closing the window also pauses the video: the picture continues in the page.
        this.#session?.keepPlaying()
        emit.leavepictureinpicture()
      },
    })
    this.#isMuted = settings.muted
    this.#applyMute()
    document.addEventListener('visibilitychange', this.#applyMute)
    // Loads while the page still requests the URL: the first picture must not wait for the library.
    if (playSource() === 'flv') loadMpegts().catch(() => { /* `play` tries again and reports. */ })
    if (settings.autoplay && settings.src) this.#playByItself()
  }

  /** Applies new props. A new `src` opens immediately while playing or with `autoplay`. */
  apply(settings: LivePlayerProps): void {
    const before = this.#settings
    this.#settings = settings
    if (settings.muted !== before.muted) this.#isMuted = settings.muted
    if (settings.muted !== before.muted || settings.backgroundMute !== before.backgroundMute) this.#applyMute()
    if (settings.src === before.src) return
    const wasWanted = this.#isWanted
    this.#end()
    if (settings.src && (wasWanted || settings.autoplay)) this.#playByItself()
  }

  async play(): Promise<void> {
    if (this.#isWanted) return
    if (!this.#settings.src) throw refuse('play', 'src is empty')
    if (isHlsUrl(this.#settings.src)) return this.#playHls()
    this.#isWanted = true
    const mpegts = await loadMpegts().catch((error: unknown) => {
      this.#isWanted = false
      this.#report('NETWORK_LOST', 'player not loaded')
      throw refuse('play', String(error))
    })
    if (!canPlay(mpegts)) {
      this.#isWanted = false
      throw this.#refuseToPlay('no Media Source')
    }
    this.#open(mpegts)
  }

  /** The last picture stays visible. */
  async stop(): Promise<void> {
    this.#end()
  }

  async pause(): Promise<void> {
    this.#session?.pause()
  }

  async resume(): Promise<void> {
    this.#session?.resume()
  }

  async mute(muted: boolean): Promise<void> {
    this.#isMuted = muted
    this.#applyMute()
  }

  /** Sets another place for the picture: the element that goes full screen from now on. */
  showIn(stage: HTMLElement): void {
    this.#fullScreen.moveTo(stage)
  }

  async requestFullScreen(direction: FullScreenDirection): Promise<void> {
    await this.#fullScreen.enter(direction)
  }

  async exitFullScreen(): Promise<void> {
    await this.#fullScreen.exit()
  }

  async snapshot(options?: SnapshotOptions): Promise<Snapshot> {
    return takeSnapshot(this.#video, options)
  }

  async requestPictureInPicture(): Promise<void> {
    await this.#pictureInPicture.enter()
  }

  async exitPictureInPicture(): Promise<void> {
    await this.#pictureInPicture.exit()
  }

  dispose(): void {
    this.#end()
    this.#fullScreen.dispose()
    this.#pictureInPicture.dispose()
    document.removeEventListener('visibilitychange', this.#applyMute)
  }

  /** RTC mode ignores the props: a delay is worse than a stutter. */
  get #cacheLimits() {
    const { mode, minCache, maxCache } = this.#settings
    return mode === 'RTC'
      ? toCacheLimits(RTC_CACHES.minCacheSeconds, RTC_CACHES.maxCacheSeconds)
      : toCacheLimits(minCache, maxCache)
  }

  readonly #applyMute = (): void => {
    this.#video.muted = this.#isMuted || (this.#settings.backgroundMute && document.hidden)
  }

  /** No caller awaits this promise: failures are reported. */
  #playByItself(): void {
    this.play().catch(() => {})
  }

  #open(mpegts: typeof Mpegts): void {
    // Stopped or started again while the library was loading.
    if (!this.#isWanted || this.#session) return
    this.#session = new PlaySession({
      mpegts, video: this.#video, url: this.#settings.src, limits: () => this.#cacheLimits, handlers: this.#handlers,
    })
  }

  #playHls(): void {
    if (!sourceFacts().hasNativeHls) throw this.#refuseToPlay('no HLS')
    this.#isWanted = true
    this.#session = new HlsSession({ video: this.#video, url: this.#settings.src, handlers: this.#handlers })
  }

  get #handlers(): PlaySessionHandlers {
    return {
      report: this.#report,
      onNetStatus: info => this.#emit.netstatus({ info }),
      start: () => this.#startElement(),
      onPictureLost: () => this.#lastPicture.keep(),
      onPicture: () => this.#lastPicture.clear(),
      onOver: () => this.#forget(),
    }
  }

  #refuseToPlay(reason: string) {
    this.#report('VIDEO_DECODE_FAILED', reason)
    return refuse('play', 'not supported by this browser')
  }

  #end(): void {
    this.#session?.close()
    this.#forget()
  }

  #forget(): void {
    this.#session = undefined
    this.#isWanted = false
  }

  /** Browsers refuse sound before the first tap: play at least the picture. */
  async #startElement(): Promise<void> {
    try {
      await this.#video.play()
    } catch (error) {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError'
      if (!isRefused || this.#video.muted) throw error
      this.#isMuted = true
      this.#applyMute()
      this.#emit.autoplaymuted()
      await this.#video.play()
    }
  }

  readonly #report = (event: PlayerEvent, message: string = PLAYER_EVENTS[event].meaning.en): void => {
    this.#emit.statechange({ code: PLAYER_EVENTS[event].code, message })
  }
}
