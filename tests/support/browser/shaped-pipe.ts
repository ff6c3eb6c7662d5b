import type { Socket } from 'node:net'

/** What all connections of one direction share: the bottleneck. */
export interface Lane {
  kbps: number
  /** When the last packet that was taken has left. */
  freeAtMs: number
}

export interface Conditions {
  lane: Lane
  isFrozen: () => boolean
  /** Asked anew for every packet. */
  delayMs: () => number
  /** The end of what was to flow has been passed on. */
  onEnd: () => void
}

/** One Ethernet frame's worth: a slow lane passes bytes on steadily and not a buffer at a time. */
const PACKET_BYTES = 1400
/** What a router at the bottleneck holds; more waits at the sender. */
const BUFFER_BYTES = 64 * 1024

/** One direction of a connection: bytes come out in their order, late by what the network's conditions say. */
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
    for (let from = 0; from < bytes.length; from += PACKET_BYTES) this.enqueue(bytes.subarray(from, from + PACKET_BYTES))
    if (this.queuedBytes > BUFFER_BYTES || this.conditions.isFrozen()) this.from.pause()
    this.wake()
  }

  /** Something about the network has changed. */
  wake(): void {
    clearTimeout(this.timer)
    if (this.isStopped) return
    if (this.conditions.isFrozen()) {
      this.from.pause()
      return
    }
    this.deliver()
    const [next] = this.queue
    if (next && !this.to.writableNeedDrain) this.timer = setTimeout(() => this.wake(), Math.max(0, next.dueMs - performance.now()))
    if (this.queuedBytes <= BUFFER_BYTES && this.ending === 'no') this.from.resume()
    if (!next && this.ending !== 'no') this.passOnEnd()
  }

  /** What waits for a slow or late network waits no longer. */
  hurry(): void {
    const nowMs = performance.now()
    this.lastDueMs = nowMs
    for (const packet of this.queue) packet.dueMs = nowMs
  }

  /** Nothing goes through any more; the sockets are the caller's. */
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

  /** An end, too, arrives after what was sent before it, and not through a frozen network. */
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
