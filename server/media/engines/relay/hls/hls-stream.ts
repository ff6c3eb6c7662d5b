import { Segmenter } from './segmenter'
import type { RelayLimits } from '../limits'
import type { LiveStream } from '../stream/stream'

type HlsLimits = Pick<RelayLimits, 'hlsSegmentMs' | 'hlsSegmentBytes' | 'hlsHeldBytes' | 'hlsIdleMs'>

/** The segments of one stream while members request them, and the members that do. */
export class HlsStream {
  readonly segmenter: Segmenter
  readonly stream: LiveStream
  readonly #limits: HlsLimits
  readonly #stop: () => void
  readonly #seenAtMs = new Map<string, number>()
  readonly #waiting = new Set<() => void>()
  #askedAtMs: number

  constructor(stream: LiveStream, limits: HlsLimits, firstSeq: number, nowMs: number) {
    this.stream = stream
    this.#limits = limits
    this.#askedAtMs = nowMs
    this.segmenter = new Segmenter(limits, firstSeq, () => { this.#wake() })
    this.#stop = stream.follow((frame, headers, source) => { this.segmenter.add(frame, headers, source) })
  }

  get viewers(): number {
    return this.#seenAtMs.size
  }

  asked(nowMs: number): void {
    this.#askedAtMs = nowMs
  }

  /** Called when the member requests a playlist. */
  seen(memberId: string, nowMs: number): void {
    this.#seenAtMs.set(memberId, nowMs)
  }

  /** Resolves when there is a segment, when there can be none, or after `limitMs`. */
  async ready(limitMs: number): Promise<void> {
    if (this.segmenter.listed.length > 0) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(done, limitMs)
      const waiting = this.#waiting
      waiting.add(done)
      function done(): void {
        clearTimeout(timer)
        waiting.delete(done)
        resolve()
      }
    })
  }

  /** Forgets members that stopped requesting; returns false when none are left. */
  sweep(nowMs: number): boolean {
    for (const [memberId, atMs] of this.#seenAtMs) {
      if (nowMs - atMs > this.#limits.hlsIdleMs) this.#seenAtMs.delete(memberId)
    }
    return nowMs - this.#askedAtMs <= this.#limits.hlsIdleMs
  }

  end(): void {
    this.#stop()
    this.#wake()
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake()
  }
}
