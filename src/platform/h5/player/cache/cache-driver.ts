import { FILLING, stepCache } from './cache-controller'
import type { CacheAction, CacheLimits, CacheState } from './cache-controller'

export interface CacheDriverOptions {
  video: HTMLVideoElement
  /** Read at every step: the props may change while playing. */
  limits: () => CacheLimits
  /** Starts the element; resolves when the browser lets it play, muted if need be. */
  start: () => Promise<void>
  onPlaying: () => void
  onUnderrun: () => void
}

/** Asks the rule what to do with the element, and does it. */
export class CacheDriver {
  /** Since when the element plays without a pause of ours. */
  playingSinceMs = 0

  #state: CacheState = FILLING
  /** Between the wish to play and the browser's consent. */
  #isStarting = false

  readonly #options: CacheDriverOptions

  constructor(options: CacheDriverOptions) {
    this.#options = options
  }

  get isPlaying(): boolean {
    return this.#state.phase === 'playing'
  }

  /** Seconds buffered ahead of the playhead. */
  get aheadSeconds(): number {
    const { buffered, currentTime } = this.#options.video
    return buffered.length === 0 ? 0 : Math.max(0, buffered.end(buffered.length - 1) - currentTime)
  }

  /** Another stream, or back to live: the cache is filled before playing. */
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
        // Interrupted by a pause of ours or of the browser: the next step tries again.
        this.#state = { phase: 'filling', hasPlayed: true }
      })
      .finally(() => { this.#isStarting = false })
  }
}
