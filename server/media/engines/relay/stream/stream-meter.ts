import { TAG_TYPE } from '../flv/flv-tags'
import type { StreamStats } from '../../../engine'
import type { EncodedFrame } from './encoded-frame'
import type { FlvTag } from '../flv/flv-tags'

/** Period of the rates and delays. */
const WINDOW_MS = 2_000

type Figures = Omit<StreamStats, 'stream' | 'publishing' | 'viewers'>
type Rates = Pick<StreamStats, 'videoKbps' | 'audioKbps' | 'fps' | 'addedDelayMs'>

const NO_RATES: Rates = { videoKbps: 0, audioKbps: 0, fps: 0, addedDelayMs: 0 }

/** Counts one stream, with a few additions per frame and window. */
export class StreamMeter {
  bytesOut = 0
  skips = 0
  #bytesIn = 0
  #gopMs = 0
  #rates = NO_RATES
  #windowStartMs: number
  #videoBytes = 0
  #audioBytes = 0
  #pictures = 0
  #worstDelayMs = 0
  #keyframeMs: number | undefined

  constructor(nowMs: number) {
    this.#windowStartMs = nowMs
  }

  received(tag: FlvTag): void {
    this.#bytesIn += tag.body.length
    if (tag.type === TAG_TYPE.video) this.#videoBytes += tag.body.length
    else if (tag.type === TAG_TYPE.audio) this.#audioBytes += tag.body.length
  }

  placed(frame: EncodedFrame): void {
    if (frame.kind !== 'audio') this.#pictures++
    if (frame.kind !== 'keyframe') return
    if (this.#keyframeMs !== undefined) this.#gopMs = frame.timestampMs - this.#keyframeMs
    this.#keyframeMs = frame.timestampMs
  }

  /** `delayMs`: from the arrival of a frame to its write to the last viewer. */
  delivered(delayMs: number): void {
    this.#worstDelayMs = Math.max(this.#worstDelayMs, delayMs)
  }

  /** Begins a new source, with its own GOP. */
  restart(): void {
    this.#gopMs = 0
    this.#keyframeMs = undefined
  }

  sweep(nowMs: number): void {
    const elapsedMs = nowMs - this.#windowStartMs
    if (elapsedMs < WINDOW_MS) return
    const toKbps = (bytes: number) => Math.round(bytes * 8 / elapsedMs)
    this.#rates = {
      videoKbps: toKbps(this.#videoBytes),
      audioKbps: toKbps(this.#audioBytes),
      fps: Math.round(this.#pictures * 10_000 / elapsedMs) / 10,
      addedDelayMs: Math.round(this.#worstDelayMs),
    }
    this.#windowStartMs = nowMs
    this.#videoBytes = 0
    this.#audioBytes = 0
    this.#pictures = 0
    this.#worstDelayMs = 0
  }

  figures(heldBytes: number): Figures {
    const { bytesOut, skips } = this
    return { bytesIn: this.#bytesIn, bytesOut, gopMs: this.#gopMs, skips, heldBytes, ...this.#rates }
  }
}
