import type { Socket } from 'node:net'

/** The bottleneck that all connections of one direction share. */
export interface Lane {
  kbps: number
  /** Time at which the last accepted packet has left. */
  freeAtMs: number
}

export interface Conditions {
  lane: Lane
  isFrozen: () => boolean
  /** Called for every packet. */
  delayMs: () => number
  /** Called after the end of the connection has been passed on. */
  onEnd: () => void
}

/** The payload of one Ethernet frame: a slow lane passes bytes on steadily, not a buffer at a time. */
const PACKET_BYTES = 1400
/** Buffer of the router at the bottleneck; more data waits at the sender. */
const BUFFER_BYTES = 64 * 1024

/** One direction of a connection: bytes come out in order, delayed by the network's conditions. */
export class ShapedPipe {
  private queue: { bytes: Buffer, dueMs: number }[] = []
  private queuedBytes = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private lastDueMs = 0
  private ending: 'no' | 'end' | 'lost' = 'no'
  private isStopped = false
  isOver = false

  private readonly from: Socket
  private readonly to: Socket
  private readonly conditions: Conditions

  constructor(from: Socket, to: Socket, conditions: Conditions) {
    this.from = from
    this.to = to
    this.conditions = conditions
    from.on('data', this.push)
    from.on('end', () => this.finish('end'))
    from.on('close', hadError => this.finish(hadError ? 'lost' : 'end'))
    to.on('drain', () => this.wake())
    if (conditions.isFrozen()) from.pause()
  }

  readonly push = (bytes: Buffer): void => {
    if (this.isStopped) return
    for (let from = 0; from < bytes.length; from += PACKET_BYTES) {
      this.enqueue(bytes.subarray(from, from + PACKET_BYTES))
    }
    if (this.queuedBytes > BUFFER_BYTES || this.conditions.isFrozen()) this.from.pause()
    this.wake()
  }

  /** Delivers due packets and sets the timer for the next; call it after a change of the network. */
  wake(): void {
    clearTimeout(this.timer)
    if (this.isStopped) return
    if (this.conditions.isFrozen()) {
      this.from.pause()
      return
    }
    this.deliver()
    const [next] = this.queue
    if (next && !this.to.writableNeedDrain) {
      this.timer = setTimeout(() => this.wake(), Math.max(0, next.dueMs - performance.now()))
    }
    if (this.queuedBytes <= BUFFER_BYTES && this.ending === 'no') this.from.resume()
    if (!next && this.ending !== 'no') this.passOnEnd()
  }

  /** Makes all queued packets due now. */
  hurry(): void {
    const nowMs = performance.now()
    this.lastDueMs = nowMs
    for (const packet of this.queue) packet.dueMs = nowMs
  }

  /** Stops the pipe; the caller closes the sockets. */
  stop(): void {
    this.isStopped = true
    clearTimeout(this.timer)
    this.queue = []
  }

  private enqueue(bytes: Buffer): void {
    const { lane, delayMs } = this.conditions
    lane.freeAtMs = Math.max(lane.freeAtMs, performance.now()) + bytes.length * 8 / lane.kbps
    this.lastDueMs = Math.max(this.lastDueMs, lane.freeAtMs + delayMs())
    this.queue.push({ bytes, dueMs: this.lastDueMs })
    this.queuedBytes += bytes.length
  }

  private deliver(): void {
    const nowMs = performance.now()
    let packet = this.queue[0]
    while (packet && packet.dueMs <= nowMs && !this.to.writableNeedDrain) {
      this.queue.shift()
      this.queuedBytes -= packet.bytes.length
      if (this.to.writable) this.to.write(packet.bytes)
      packet = this.queue[0]
    }
  }

  /** An end arrives after the data sent before it, and never through a frozen network. */
  private finish(ending: 'end' | 'lost'): void {
    if (this.isStopped || this.ending !== 'no') return
    this.ending = ending
    this.wake()
  }

  private passOnEnd(): void {
    if (this.isOver) return
    this.isOver = true
    if (this.ending === 'lost') this.to.resetAndDestroy()
    else this.to.end()
    this.conditions.onEnd()
  }
}
