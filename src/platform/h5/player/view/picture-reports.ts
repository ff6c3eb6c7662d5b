import type { PlayerEvent } from '@/features/codes/player-events'

/** Time between two pictures that viewers see as a stutter; the value of Tencent's SDK. */
const STUTTER_MS = 500

export interface PictureReportsOptions {
  video: HTMLVideoElement
  report: (event: PlayerEvent, message?: string) => void
  /** The first picture of a connection. */
  onPicture: () => void
}

/** Reports what the shown pictures say: the first one, a stutter, another size. */
export class PictureReports {
  #size = ''
  readonly #options: PictureReportsOptions

  constructor(options: PictureReportsOptions) {
    this.#options = options
  }

  /**
   * `beforeMs` is the time of the previous picture, undefined for the first of a connection. `playingSinceMs` is
   * undefined while a still picture is intended, for example while the cache fills.
   */
  onFrame(nowMs: number, beforeMs: number | undefined, playingSinceMs: number | undefined): void {
    const { video, report, onPicture } = this.#options
    if (beforeMs === undefined) {
      onPicture()
      report('FIRST_FRAME_RENDERED')
    }
    const stillMs = playingSinceMs === undefined ? 0 : nowMs - Math.max(beforeMs ?? nowMs, playingSinceMs)
    if (stillMs > STUTTER_MS) report('STUTTERING', `${Math.round(stillMs)} ms`)
    const size = `${video.videoWidth}x${video.videoHeight}`
    if (this.#size !== '' && size !== this.#size) report('RESOLUTION_CHANGED', size)
    this.#size = size
  }
}
