/** What is on screen: tells every new picture, by its size, where the browser says so. */
export class FrameMeter {
  /** Since the last `takeFrames`. */
  #frames = 0
  #handle = 0
  lastFrameMs: number | undefined

  readonly #video: HTMLVideoElement
  readonly #onFrame: (nowMs: number, beforeMs: number | undefined) => void

  /** `beforeMs`: when the picture before was shown, undefined for the first. */
  constructor(video: HTMLVideoElement, onFrame: (nowMs: number, beforeMs: number | undefined) => void) {
    this.#video = video
    this.#onFrame = onFrame
    this.#wait()
  }

  takeFrames(): number {
    const frames = this.#frames
    this.#frames = 0
    return frames
  }

  /** Another connection: its first picture has none before it. */
  restart(): void {
    this.lastFrameMs = undefined
  }

  stop(): void {
    this.#video.cancelVideoFrameCallback(this.#handle)
  }

  #wait(): void {
    this.#handle = this.#video.requestVideoFrameCallback(nowMs => {
      const beforeMs = this.lastFrameMs
      this.lastFrameMs = nowMs
      this.#frames += 1
      this.#wait()
      this.#onFrame(nowMs, beforeMs)
    })
  }
}
