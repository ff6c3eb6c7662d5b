import { FlvScanner } from '../../flv/scanner'
import type { ScannedTag } from '../../flv/scanner'

/** What arrived since the last `take`. */
export interface Arrivals {
  videoBytes: number
  audioBytes: number
  bytes: number
  /** The longest silence, milliseconds. */
  longestGapMs: number
  /** How much of the stream's time, milliseconds: less than has passed on a network that is too slow for it. */
  mediaMs: number
}

const noArrivals = (): Arrivals => ({ videoBytes: 0, audioBytes: 0, bytes: 0, longestGapMs: 0, mediaMs: 0 })

/** The share of a new measurement in the running mean, as RTP's receivers do (RFC 3550, 6.4.1). */
const JITTER_WEIGHT = 1 / 16

/** Watches one connection's FLV bytes: rates, keyframes, jitter, and how long nothing came. */
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

  /** Counts up to `nowMs`, a silence that still lasts included, and begins anew. */
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
    if (this.#lastTransitMs !== undefined) this.jitterMs += (Math.abs(transitMs - this.#lastTransitMs) - this.jitterMs) * JITTER_WEIGHT
    this.#lastTransitMs = transitMs
  }
}
