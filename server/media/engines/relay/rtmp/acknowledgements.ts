import * as replies from './replies'

/** The smallest windows would be answered with more than was received. */
const MIN_WINDOW_BYTES = 1_024

/** Tells the peer of every window of bytes that has arrived (RTMP 1.0, 5.4.3 and 5.4.4). */
export class Acknowledgements {
  readonly #say: (acknowledgement: Buffer) => void
  #receivedBytes = 0
  #saidBytes = 0
  #windowBytes = replies.ACK_WINDOW_BYTES

  constructor(say: (acknowledgement: Buffer) => void) {
    this.#say = say
  }

  received(bytes: number): void {
    this.#receivedBytes += bytes
    this.#sayIfDue()
  }

  /** What came together with the window may fill it, and the peer wait for the word before it sends more. */
  setWindow(bytes: number): void {
    this.#windowBytes = Math.max(MIN_WINDOW_BYTES, bytes)
    this.#sayIfDue()
  }

  #sayIfDue(): void {
    if (this.#receivedBytes - this.#saidBytes < this.#windowBytes) return
    this.#saidBytes = this.#receivedBytes
    this.#say(replies.acknowledgement(this.#receivedBytes))
  }
}
