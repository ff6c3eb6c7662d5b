import { LiveStandIn, done, refuse } from './stand-in'
import type { Answer } from './stand-in'

type State = 'idle' | 'playing' | 'paused'

/** Codes after which the engine has given up or the stream has ended. */
const GIVES_UP = new Set([-2301, -2302, 2006])
/** First keyframe, playback, first frame drawn. */
const PICTURE = new Set([2003, 2004, 2032])
/** The cache is empty, or the connection is lost. */
const PICTURE_STOPS = new Set([2007, 2103, 3001, 3002, 3003, 3004, 3005])

/** Replaces `live-player`. */
export class PlayerStandIn extends LiveStandIn {
  readonly kind = 'player'
  protected readonly floatsSince = '2.10.3'
  protected readonly movingNetInfo = {
    videoBitrate: 780, audioBitrate: 48, videoFPS: 15, videoGOP: 2, netSpeed: 830, netJitter: 12, netQualityLevel: 1,
    videoWidth: 640, videoHeight: 360, videoCache: 900, audioCache: 920, vDecCacheSize: 2, vSumCacheSize: 14,
    avPlayInterval: 8, avRecvInterval: 12, audioCacheThreshold: 1,
  }

  isMoving = false
  private current: State = 'idle'
  private isFullscreen = false
  /** Paused by WeChat and not by the mini-program: it resumes by itself. */
  private isHeld = false
  private playsInBackground = false

  get state(): State {
    return this.current
  }

  started(): void {
    if (this.attribute('autoplay') === true && this.src !== '') this.play()
  }

  changed(attribute: string): void {
    if (attribute !== 'src' && attribute !== 'autoplay') return
    if (this.src === '') this.end()
    else if (this.attribute('autoplay') === true || this.isRunning) {
      this.end()
      this.play()
    }
  }

  /** Stops in the background, and under another page unless the page disables `autoPauseIfNavigate`. */
  hidden(isApp: boolean): void {
    if (this.floats || this.current !== 'playing') return
    if (isApp ? this.playsInBackground : this.attribute('autoPauseIfNavigate') === false) return
    this.isHeld = true
    this.stopTimers()
  }

  shown(): void {
    if (!this.isHeld) return
    this.isHeld = false
    if (this.current === 'playing') {
      this.startNetstatus()
      this.reportSmoothly([[50, 2004]])
    }
  }

  async perform(name: string, options: Record<string, unknown>): Promise<Answer> {
    switch (name) {
      case 'play':
        if (!/^(https?|rtmps?):\/\//.test(this.src)) return refuse('src is invalid')
        this.play()
        return done()
      case 'stop':
        this.end()
        return done()
      case 'pause':
        if (this.current === 'playing') this.current = 'paused'
        return done()
      case 'resume':
        if (this.current === 'paused') this.current = 'playing'
        return done()
      case 'requestFullScreen': return this.setFullscreen(true, Number(options.direction ?? 0))
      case 'exitFullScreen': return this.setFullscreen(false, 0)
      case 'snapshot':
        return this.current === 'playing'
          ? done({ tempImagePath: this.snapshotPath(), width: '640', height: '360' })
          : refuse('snapshot fail', 1107004)
      case 'requestBackgroundPlayback':
        if (this.src === '') return refuse('empty src', 1107009)
        if (this.attribute('mode') === 'RTC') return refuse('RTC mode', 1107010)
        this.playsInBackground = true
        return done()
      case 'exitBackgroundPlayback':
        this.playsInBackground = false
        return done()
      case 'exitPictureInPicture':
        if (!this.floats) return refuse('not in picture-in-picture', 1107007)
        this.host.floating.close()
        return done()
      default: return done()
    }
  }

  protected get isRunning(): boolean {
    return this.current !== 'idle'
  }

  protected override onReported(code: number): void {
    if (PICTURE.has(code)) this.isMoving = true
    else if (PICTURE_STOPS.has(code)) this.isMoving = false
    if (GIVES_UP.has(code)) this.end()
  }

  private get src(): string {
    return this.text('src')
  }

  private snapshotPath(): string {
    return `wxfile://snapshot-${this.host.nextId('snapshot')}.jpg`
  }

  private play(): void {
    if (this.current === 'playing') return
    this.current = 'playing'
    this.startNetstatus()
    this.reportSmoothly([[100, 2001], [150, 2002], [300, 2003], [350, 2004]])
  }

  private end(): void {
    this.stopTimers()
    this.current = 'idle'
    this.isMoving = false
    this.isHeld = false
  }

  private setFullscreen(isFullscreen: boolean, direction: number): Answer {
    if (this.isFullscreen !== isFullscreen) {
      this.isFullscreen = isFullscreen
      const orientation = direction === 0 ? 'vertical' : 'horizontal'
      this.emit('fullscreenchange', { fullScreen: isFullscreen, direction: orientation })
    }
    return done()
  }
}
