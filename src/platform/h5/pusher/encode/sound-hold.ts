import type { EncodedAudio } from './aac-encoder'

/** Sound may be this much ahead of the pictures: the relay takes a leap of a second back for another clock. */
const MOST_AHEAD_MS = 500
/** Sound that has waited longer goes: the camera or its encoder gives nothing at all. */
const LONGEST_HOLD_MS = 3000

/**
 * Holds sound until the pictures of its time are encoded. Most encoders need a few milliseconds; x264 in Firefox looks
 * 40 pictures ahead, also when it is asked for real time.
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
    const untilMs = this.#videoMs === undefined ? newestMs : Math.max(this.#videoMs + MOST_AHEAD_MS, newestMs - LONGEST_HOLD_MS)
    for (let next = this.#waiting[0]; next && next.timestampMs <= untilMs; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#send(next)
    }
  }
}
