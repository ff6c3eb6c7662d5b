import { ACK_INTERVAL_MS } from '@contract/media/ack'

/** Minimum memory of the shortest travel time: a lasting queue must not count as travel time. */
const BASE_WINDOW_MS = 30_000
/** While the line drains, the shortest travel times of two such windows are compared. */
const DRAIN_WINDOW_MS = 1500
/** A queue that shrinks more slowly than this from window to window has gone, apart from jitter. */
const STEADY_WITHIN_MS = 150
/** Limit of what counts as travel time after draining: an uplink as slow as the sound never drains. */
const MAX_DRAINED_WAY_MS = 2000

/** The shortest times from sending to acknowledgement, in a window of time and in the one before. */
interface ShortestWays { windowFromMs: number, currentMs: number, beforeMs: number }

const noWays = (windowFromMs: number): ShortestWays =>
  ({ windowFromMs, currentMs: Number.POSITIVE_INFINITY, beforeMs: Number.POSITIVE_INFINITY })

function noteWay(ways: ShortestWays, wayMs: number, nowMs: number, windowMs: number): ShortestWays {
  if (nowMs - ways.windowFromMs > windowMs) return { windowFromMs: nowMs, currentMs: wayMs, beforeMs: ways.currentMs }
  return { ...ways, currentMs: Math.min(ways.currentMs, wayMs) }
}

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
  #base: ShortestWays
  /** While the line drains. */
  #drain: ShortestWays | undefined

  constructor(nowMs: number) {
    this.#lastNewsMs = nowMs
    this.#base = noWays(nowMs)
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
   * The sender holds back all but the sound, or has stopped doing so. A delay that no longer falls then is travel time:
   * the teacher has moved to a longer way, for example from Wi-Fi to a mobile network.
   */
  setDraining(isDraining: boolean, nowMs: number): void {
    this.#drain = isDraining ? this.#drain ?? noWays(nowMs) : undefined
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
    this.#base = noteWay(this.#base, wayMs, nowMs, BASE_WINDOW_MS)
    if (!this.#drain) return
    const { currentMs, beforeMs, windowFromMs } = this.#drain
    this.#drain = noteWay(this.#drain, wayMs, nowMs, DRAIN_WINDOW_MS)
    const hasWindowEnded = this.#drain.windowFromMs !== windowFromMs
    const isSteady = Math.abs(currentMs - beforeMs) <= STEADY_WITHIN_MS
    if (hasWindowEnded && isSteady && currentMs <= MAX_DRAINED_WAY_MS) this.#base = { ...noWays(nowMs), currentMs }
  }
}
