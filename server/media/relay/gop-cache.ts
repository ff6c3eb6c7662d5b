import type { EncodedFrame } from './encoded-frame'
import type { RelayLimits } from './limits'

type GopLimits = Pick<RelayLimits, 'gopCacheBytes' | 'gopCacheMs'>

/** Everything since the last keyframe, so that a late joiner has a picture at once. Empty while the GOP is too large to keep. */
export class GopCache {
  readonly #limits: GopLimits
  #frames: EncodedFrame[] = []
  #bytes = 0

  constructor(limits: GopLimits) {
    this.#limits = limits
  }

  /** Starts with a keyframe unless empty. */
  get frames(): readonly EncodedFrame[] {
    return this.#frames
  }

  add(frame: EncodedFrame): void {
    if (frame.kind === 'keyframe') this.clear()
    else if (this.#frames.length === 0) return
    this.#frames.push(frame)
    this.#bytes += frame.flv.length
    if (this.#bytes > this.#limits.gopCacheBytes || this.#spanMs(frame) > this.#limits.gopCacheMs) this.clear()
  }

  clear(): void {
    this.#frames = []
    this.#bytes = 0
  }

  #spanMs(newest: EncodedFrame): number {
    const [oldest = newest] = this.#frames
    return newest.timestampMs - oldest.timestampMs
  }
}
