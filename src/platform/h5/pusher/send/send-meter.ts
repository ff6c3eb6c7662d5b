import { ACK_INTERVAL_MS } from '@contract/media/ack'

/** Minimum memory of the shortest travel time: a lasting queue must not count as travel time. */
const BASE_WINDOW_MS = 30_000

/**
 * Measures the delay of one connection's bytes to the server, from its acknowledgements: the queues in the browser, in
 * the system and on the network together. Pure.
 */
export class SendMeter {
  #sentBytes = 0
  #receivedBytes = 0
  /** The unacknowledged messages: time of sending, and the number of bytes sent up to the end of the message. */
  #marks: { sentBytes: number, atMs: number }[] = []
  #lastNewsMs: number
  /** The shortest times from sending to acknowledgement, in this window and in the one before. */
  #base = { windowFromMs: 0, currentMs: Number.POSITIVE_INFINITY, beforeMs: Number.POSITIVE_INFINITY }

  constructor(nowMs: number) {
    this.#lastNewsMs = nowMs
    this.#base.windowFromMs = nowMs
  }

  sent(bytes: number, nowMs: number): void {
    if (this.#marks.length === 0) this.#lastNewsMs = nowMs
    this.#sentBytes += bytes
    this.#marks.push({ sentBytes: this.#sentBytes, atMs: nowMs })
  }

  /** The server has received `totalBytes` of this connection. */
  received(totalBytes: number, nowMs: number): void {
    if (totalBytes <= this.#receivedBytes || totalBytes > this.#sentBytes) return
    this.#receivedBytes = totalBytes
    this.#lastNewsMs = nowMs
    let newest: number | undefined
    while (this.#marks[0] && this.#marks[0].sentBytes <= totalBytes) newest = this.#marks.shift()?.atMs
    if (newest !== undefined) this.#noteWay(nowMs - newest, nowMs)
  }

  /**
   * Delay of the oldest unacknowledged byte, in milliseconds above an empty network; 0 before the first
   * acknowledgement.
   */
  lateMs(nowMs: number): number {
    const [oldest] = this.#marks
    const wayMs = Math.min(this.#base.currentMs, this.#base.beforeMs)
    return oldest && Number.isFinite(wayMs) ? Math.max(0, nowMs - oldest.atMs - wayMs - ACK_INTERVAL_MS) : 0
  }

  /** Milliseconds since the last new acknowledgement, while one is due. */
  silentMs(nowMs: number): number {
    return this.#marks.length === 0 ? 0 : nowMs - this.#lastNewsMs
  }

  #noteWay(wayMs: number, nowMs: number): void {
    if (nowMs - this.#base.windowFromMs > BASE_WINDOW_MS) {
      this.#base = { windowFromMs: nowMs, currentMs: wayMs, beforeMs: this.#base.currentMs }
    }
    this.#base.currentMs = Math.min(this.#base.currentMs, wayMs)
  }
}
