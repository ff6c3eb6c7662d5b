import * as replies from './replies'

/** With a smaller window the acknowledgements would be larger than the received data. */
const MIN_WINDOW_BYTES = 1_024

/** Acknowledges every window of received bytes to the peer (RTMP 1.0, 5.4.3 and 5.4.4). */
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

  /** Bytes that arrive together with the window may fill it; the peer may wait for an answer before it sends more. */
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
