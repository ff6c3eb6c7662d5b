import type { EncodedAudio } from './aac-encoder'

/** Maximum lead of the sound over the pictures: the relay treats a jump back of one second as a new clock. */
const MOST_AHEAD_MS = 500
/** Maximum wait of the sound; after it the camera or its encoder delivers nothing at all. */
const LONGEST_HOLD_MS = 3000

/**
 * Holds sound until the pictures of the same time are encoded. Most encoders need a few milliseconds; x264 in Firefox
 * looks 40 pictures ahead, even in real-time mode.
 */
export class SoundHold {
  readonly #waiting: EncodedAudio[] = []
  #videoMs: number | undefined
  readonly #send: (audio: EncodedAudio) => void

  constructor(send: (audio: EncodedAudio) => void) {
    this.#send = send
  }

  onVideo(timestampMs: number): void {
    this.#videoMs = timestampMs
    this.#release()
  }

  onAudio(audio: EncodedAudio): void {
    this.#waiting.push(audio)
    this.#release()
  }

  #release(): void {
    const newestMs = this.#waiting.at(-1)?.timestampMs ?? 0
    const untilMs = this.#videoMs === undefined
      ? newestMs
      : Math.max(this.#videoMs + MOST_AHEAD_MS, newestMs - LONGEST_HOLD_MS)
    for (let next = this.#waiting[0]; next && next.timestampMs <= untilMs; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#send(next)
    }
  }
}
