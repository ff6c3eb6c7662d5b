/** Counts the shown pictures and reports each new one if the browser supports that. */
export class FrameMeter {
  /** Pictures since the last `takeFrames`. */
  #frames = 0
  #handle = 0
  lastFrameMs: number | undefined

  readonly #video: HTMLVideoElement
  readonly #onFrame: (nowMs: number, beforeMs: number | undefined) => void

  /** `beforeMs` is the time of the previous picture, undefined for the first. */
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

  /** For a new connection: its first picture has no previous one. */
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
