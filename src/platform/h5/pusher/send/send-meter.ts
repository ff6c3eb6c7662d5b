import { ACK_INTERVAL_MS } from '@contract/media/ack'

/** The shortest way is remembered at least this long: a queue that lasts must not pass for the way itself. */
const BASE_WINDOW_MS = 30_000

/**
 * How late the bytes of one connection reach the server, told by its acknowledgements: what waits in the browser, in the
 * system and on the way together. Pure.
 */
export class SendMeter {
  #sentBytes = 0
  #receivedBytes = 0
  /** When each message not yet acknowledged was sent, and how many bytes were sent up to its end. */
  #marks: { sentBytes: number, atMs: number }[] = []
  #lastNewsMs: number
  /** The shortest times from sending to the acknowledgement, of this window and the one before. */
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

  /** `totalBytes` of this connection have arrived. */
  received(totalBytes: number, nowMs: number): void {
    if (totalBytes <= this.#receivedBytes || totalBytes > this.#sentBytes) return
    this.#receivedBytes = totalBytes
    this.#lastNewsMs = nowMs
    let newest: number | undefined
    while (this.#marks[0] && this.#marks[0].sentBytes <= totalBytes) newest = this.#marks.shift()?.atMs
    if (newest !== undefined) this.#noteWay(nowMs - newest, nowMs)
  }

  /** Milliseconds that the oldest byte on its way is late, compared with an empty network; 0 before the first news. */
  lateMs(nowMs: number): number {
    const [oldest] = this.#marks
    const wayMs = Math.min(this.#base.currentMs, this.#base.beforeMs)
    return oldest && Number.isFinite(wayMs) ? Math.max(0, nowMs - oldest.atMs - wayMs - ACK_INTERVAL_MS) : 0
  }

  /** Milliseconds since the server last told of something new, while it owes that. */
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
