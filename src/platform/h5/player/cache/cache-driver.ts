import { FILLING, stepCache } from './cache-controller'
import type { CacheAction, CacheLimits, CacheState } from './cache-controller'

export interface CacheDriverOptions {
  video: HTMLVideoElement
  /** Read at each step: the props may change while playing. */
  limits: () => CacheLimits
  /** Starts the element; resolves when the browser lets it play, muted if necessary. */
  start: () => Promise<void>
  onPlaying: () => void
  onUnderrun: () => void
}

/** Asks the cache rule for the next action and performs it on the element. */
export class CacheDriver {
  /** Since when the element plays without a pause of ours. */
  playingSinceMs = 0

  #state: CacheState = FILLING
  /** Between the request to play and the browser's consent. */
  #isStarting = false

  readonly #options: CacheDriverOptions

  constructor(options: CacheDriverOptions) {
    this.#options = options
    // A slower teacher must not sound deeper.
    options.video.preservesPitch = true
  }

  get isPlaying(): boolean {
    return this.#state.phase === 'playing'
  }

  /** Seconds buffered ahead of the playhead. */
  get aheadSeconds(): number {
    const { buffered, currentTime } = this.#options.video
    return buffered.length === 0 ? 0 : Math.max(0, buffered.end(buffered.length - 1) - currentTime)
  }

  /** For another stream or a return to live: fills the cache before playing. */
  restart(): void {
    this.#state = FILLING
  }

  step(nowMs: number): void {
    const { video, limits, onUnderrun } = this.#options
    const { buffered } = video
    const wasPlaying = this.isPlaying
    const { state, action } = stepCache(this.#state, {
      nowMs,
      ranges: Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)] as const),
      playheadSeconds: video.currentTime,
      readyState: video.readyState,
      isSeeking: video.seeking,
      isPaused: video.paused && !this.#isStarting,
    }, limits())
    this.#state = state
    if (wasPlaying && state.phase === 'filling') onUnderrun()
    this.#perform(action)
  }

  #perform(action: CacheAction): void {
    const { video } = this.#options
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
        this.#start()
    }
  }

  #start(): void {
    const { start, onPlaying } = this.#options
    this.#isStarting = true
    this.playingSinceMs = performance.now()
    start()
      .then(() => {
        this.playingSinceMs = performance.now()
        onPlaying()
      }, () => {
        // The driver or the browser paused in between: the next step tries again.
        this.#state = { phase: 'filling', hasPlayed: true }
      })
      .finally(() => { this.#isStarting = false })
  }
}
