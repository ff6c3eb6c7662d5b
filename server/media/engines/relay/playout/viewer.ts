import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { HeaderSet } from '../stream/header-set'
import type { RelayLimits } from '../limits'
import type { WindowRing } from '../stream/window-ring'
import type { Wire } from '../wire'

/** One player's connection, independent of its protocol. */
export interface ViewerSink {
  readonly wire: Wire
  /** Bytes written that the network has not taken yet. */
  queuedBytes: () => number
  /** The sink accepts no more now and will call the viewer's `drained`. */
  isBlocked: () => boolean
  /** One vectored write. */
  write: (pieces: readonly Buffer[]) => void
  /** Ends the connection, with the reason where the protocol supports one. */
  close: (reason: MediaCloseReason) => void
}

type ViewerLimits = Pick<RelayLimits, 'viewerBurstBytes' | 'viewerSlowMs'>

interface Served {
  bytes: number
  /** The viewer lost its place: media was skipped. */
  skipped: boolean
}

const NOTHING: Served = { bytes: 0, skipped: false }

/** One player's place in a stream's ring, and the limit of bytes that its network gets at once. */
export class Viewer {
  readonly memberId: string
  readonly sink: ViewerSink
  readonly #limits: ViewerLimits
  /** The next window to send; `undefined` while it waits for a window where decoding can start. */
  #nextSeq: number | undefined
  #known: HeaderSet | undefined
  #slowSinceMs: number | undefined

  constructor(memberId: string, sink: ViewerSink, limits: ViewerLimits) {
    this.memberId = memberId
    this.sink = sink
    this.#limits = limits
  }

  /** Writes as much as the network takes now. */
  serve(ring: WindowRing, nowMs: number): Served {
    const skipped = this.#nextSeq !== undefined && this.#nextSeq < ring.firstSeq
    if (skipped) {
      this.#nextSeq = undefined
      this.#slowSinceMs ??= nowMs
    }
    if (this.sink.isBlocked()) return skipped ? { bytes: 0, skipped } : NOTHING
    const bytes = this.#send(ring, this.#limits.viewerBurstBytes)
    return bytes === 0 && !skipped ? NOTHING : { bytes, skipped }
  }

  /** Writes all that is left, however slow the viewer is: the stream is over and the bytes are shared. */
  finish(ring: WindowRing): number {
    return this.#nextSeq === undefined || this.#nextSeq < ring.firstSeq ? 0 : this.#send(ring, Infinity)
  }

  /** The viewer lost its place and has not recovered since. */
  isHopeless(nowMs: number): boolean {
    return this.#slowSinceMs !== undefined && nowMs - this.#slowSinceMs > this.#limits.viewerSlowMs
  }

  #send(ring: WindowRing, maxBytes: number): number {
    const pieces: Buffer[] = []
    let bytes = 0
    let isStart = false
    if (this.#nextSeq === undefined) {
      this.#nextSeq = ring.startSeq
      this.#slowSinceMs = undefined
      isStart = true
    }
    if (this.#nextSeq === undefined) return 0
    for (let window = ring.at(this.#nextSeq); window && bytes < maxBytes; window = ring.at(++this.#nextSeq)) {
      if (isStart) pieces.push(...window.encodeStart(this.sink.wire, this.#known))
      else pieces.push(window.encode(this.sink.wire))
      isStart = false
      this.#known = window.headers
      bytes += window.bytes
    }
    if (pieces.length > 0) this.sink.write(pieces)
    return bytes
  }
}
