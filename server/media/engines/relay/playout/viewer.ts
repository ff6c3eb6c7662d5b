import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { HeaderSet } from '../stream/header-set'
import type { RelayLimits } from '../limits'
import type { WindowRing } from '../stream/window-ring'
import type { Wire } from '../wire'

/** One player's connection, whatever its protocol. */
export interface ViewerSink {
  readonly wire: Wire
  /** Bytes given to it that the network has not taken yet. */
  queuedBytes: () => number
  /** It takes no more now, and will call the viewer's `drained`. */
  isBlocked: () => boolean
  /** One vectored write. */
  write: (pieces: readonly Buffer[]) => void
  /** Says why, where the protocol can, and ends the connection. */
  close: (reason: MediaCloseReason) => void
}

type ViewerLimits = Pick<RelayLimits, 'viewerBurstBytes' | 'viewerSlowMs'>

interface Served {
  bytes: number
  /** It has lost its place: media was left out. */
  skipped: boolean
}

const NOTHING: Served = { bytes: 0, skipped: false }

/** One player's place in a stream's ring, and how much of it its network may get at once. */
export class Viewer {
  readonly memberId: string
  readonly sink: ViewerSink
  readonly #limits: ViewerLimits
  /** The window that it gets next; undefined: waits for one where decoding can start. */
  #nextSeq: number | undefined
  #known: HeaderSet | undefined
  #slowSinceMs: number | undefined

  constructor(memberId: string, sink: ViewerSink, limits: ViewerLimits) {
    this.memberId = memberId
    this.sink = sink
    this.#limits = limits
  }

  /** Gives it what its network takes now. */
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

  /** Gives it all that is left, however slow it is: the stream is over, and the bytes are shared. */
  finish(ring: WindowRing): number {
    return this.#nextSeq === undefined || this.#nextSeq < ring.firstSeq ? 0 : this.#send(ring, Infinity)
  }

  /** It lost its place and has not recovered since. */
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
