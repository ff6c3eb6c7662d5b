import { TAG_TYPE } from './flv/flv-tags'
import type { FlvTag } from './flv/flv-tags'
import type { EncodedFrame } from './encoded-frame'

/** Bit rates are averages over windows of this. */
const WINDOW_MS = 2_000

interface Rates {
  videoKbps: number
  audioKbps: number
}

/** Counts one stream; costs an addition a frame. */
export class StreamMeter {
  bytesIn = 0
  bytesOut = 0
  /** Between the last two keyframes, on the viewers' timeline. */
  gopMs = 0
  rates: Rates = { videoKbps: 0, audioKbps: 0 }
  #windowStartMs: number
  #videoBytes = 0
  #audioBytes = 0
  #keyframeMs: number | undefined

  constructor(nowMs: number) {
    this.#windowStartMs = nowMs
  }

  received(tag: FlvTag): void {
    this.bytesIn += tag.body.length
    if (tag.type === TAG_TYPE.video) this.#videoBytes += tag.body.length
    else if (tag.type === TAG_TYPE.audio) this.#audioBytes += tag.body.length
  }

  placed(frame: EncodedFrame): void {
    if (frame.kind !== 'keyframe') return
    if (this.#keyframeMs !== undefined) this.gopMs = frame.timestampMs - this.#keyframeMs
    this.#keyframeMs = frame.timestampMs
  }

  /** A new source has its own GOP. */
  restart(): void {
    this.gopMs = 0
    this.#keyframeMs = undefined
  }

  sweep(nowMs: number): void {
    const elapsedMs = nowMs - this.#windowStartMs
    if (elapsedMs < WINDOW_MS) return
    const toKbps = (bytes: number) => Math.round(bytes * 8 / elapsedMs)
    this.rates = { videoKbps: toKbps(this.#videoBytes), audioKbps: toKbps(this.#audioBytes) }
    this.#windowStartMs = nowMs
    this.#videoBytes = 0
    this.#audioBytes = 0
  }
}
