import { FlvScanner } from '../../flv/scanner'
import type { ScannedTag } from '../../flv/scanner'

/** Statistics since the last `take`. */
export interface Arrivals {
  videoBytes: number
  audioBytes: number
  bytes: number
  /** The longest silence, milliseconds. */
  longestGapMs: number
  /** Milliseconds of the stream's time that arrived: less than the elapsed time on a network that is too slow. */
  mediaMs: number
}

const noArrivals = (): Arrivals => ({ videoBytes: 0, audioBytes: 0, bytes: 0, longestGapMs: 0, mediaMs: 0 })

/** The share of a new measurement in the running mean, as in RTP receivers (RFC 3550, 6.4.1). */
const JITTER_WEIGHT = 1 / 16

/** Measures the FLV bytes of one connection: rates, keyframes, jitter, and the longest silence. */
export class ArrivalMeter {
  /** Mean deviation of arrival from the stream's own timing. */
  jitterMs = 0
  gopMs = 0
  hasVideo = false
  hasAudio = false
  lastArrivalMs: number

  #arrivals = noArrivals()
  #nowMs: number
  #lastKeyframeMs: number | undefined
  #lastTransitMs: number | undefined
  #lastTimestampMs: number | undefined
  readonly #scanner: FlvScanner

  readonly #onKeyframe: () => void

  constructor(nowMs: number, onKeyframe: () => void) {
    this.#nowMs = nowMs
    this.lastArrivalMs = nowMs
    this.#onKeyframe = onKeyframe
    this.#scanner = new FlvScanner(tag => this.#onTag(tag))
  }

  push(bytes: Uint8Array, nowMs: number): void {
    this.#nowMs = nowMs
    this.#arrivals.bytes += bytes.length
    this.#arrivals.longestGapMs = Math.max(this.#arrivals.longestGapMs, nowMs - this.lastArrivalMs)
    this.lastArrivalMs = nowMs
    this.#scanner.push(bytes)
  }

  /** Returns the statistics up to `nowMs`, including a silence that still lasts, and resets them. */
  take(nowMs: number): Arrivals {
    const arrivals = this.#arrivals
    this.#arrivals = noArrivals()
    return { ...arrivals, longestGapMs: Math.max(arrivals.longestGapMs, nowMs - this.lastArrivalMs) }
  }

  #onTag({ kind, payloadBytes, isConfig, isKeyframe, timestampMs }: ScannedTag): void {
    if (kind === 'audio') {
      this.hasAudio = true
      this.#arrivals.audioBytes += payloadBytes
    }
    if (kind !== 'video') return
    this.hasVideo = true
    this.#arrivals.videoBytes += payloadBytes
    if (isConfig) return
    this.#noteTransit(this.#nowMs - timestampMs)
    this.#arrivals.mediaMs += Math.max(0, timestampMs - (this.#lastTimestampMs ?? timestampMs))
    this.#lastTimestampMs = timestampMs
    if (!isKeyframe) return
    if (this.#lastKeyframeMs !== undefined) this.gopMs = Math.max(0, timestampMs - this.#lastKeyframeMs)
    this.#lastKeyframeMs = timestampMs
    this.#onKeyframe()
  }

  #noteTransit(transitMs: number): void {
    if (this.#lastTransitMs !== undefined) {
      this.jitterMs += (Math.abs(transitMs - this.#lastTransitMs) - this.jitterMs) * JITTER_WEIGHT
    }
    this.#lastTransitMs = transitMs
  }
}
