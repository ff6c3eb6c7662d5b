import { noHeaders } from './preamble'
import type { MediaCloseReason } from '../../../contract/media-close'
import type { EncodedFrame } from './encoded-frame'
import type { Tracks } from './flv/flv-tags'
import type { RelayLimits } from './limits'
import type { Preamble } from './preamble'

/** One player's connection, whatever its protocol. */
export interface ViewerSink {
  /** Bytes given to it that the network has not taken yet. */
  queuedBytes: () => number
  /** Called once, before the first frame. */
  open: (tracks: Tracks) => void
  send: (frame: EncodedFrame) => void
  /** Says why, where the protocol can, and ends the connection. */
  close: (reason: MediaCloseReason) => void
}

type ViewerLimits = Pick<RelayLimits, 'viewerQueueBytes' | 'viewerResumeBytes' | 'viewerSlowMs'>

/** Decides what one player gets: from a point where decoding can start, and no more than its network takes. */
export class Viewer {
  readonly sink: ViewerSink
  readonly #limits: ViewerLimits
  readonly #known = noHeaders()
  #opened = false
  #flowing = false
  #slowSinceMs: number | undefined

  constructor(sink: ViewerSink, limits: ViewerLimits) {
    this.sink = sink
    this.#limits = limits
  }

  /** `startsHere`: decoding can start at this frame. Returns the bytes given to the sink. */
  deliver(frame: EncodedFrame, startsHere: boolean, preamble: Preamble, nowMs: number): number {
    const queuedBytes = this.sink.queuedBytes()
    if (queuedBytes > this.#limits.viewerQueueBytes) {
      this.#flowing = false
      this.#slowSinceMs ??= nowMs
    }
    if (!this.#flowing && !(startsHere && this.#mayStart(queuedBytes))) return 0
    this.#flowing = true
    this.#slowSinceMs = undefined
    return this.#start(preamble) + this.#sendHeaders(preamble, frame.timestampMs) + this.#send(frame)
  }

  /** It skipped and has not recovered since. */
  isHopeless(nowMs: number): boolean {
    return this.#slowSinceMs !== undefined && nowMs - this.#slowSinceMs > this.#limits.viewerSlowMs
  }

  #mayStart(queuedBytes: number): boolean {
    return this.#slowSinceMs === undefined || queuedBytes <= this.#limits.viewerResumeBytes
  }

  #start(preamble: Preamble): number {
    if (this.#opened) return 0
    this.#opened = true
    this.sink.open(preamble.tracks)
    return preamble.metadata ? this.#send(preamble.metadata) : 0
  }

  #sendHeaders(preamble: Preamble, timestampMs: number): number {
    if (this.#known.version === preamble.version) return 0
    return preamble.update(this.#known, timestampMs).reduce((bytes, header) => bytes + this.#send(header), 0)
  }

  #send(frame: EncodedFrame): number {
    this.sink.send(frame)
    return frame.flv.length
  }
}
