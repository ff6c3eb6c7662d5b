import type { RelayLimits } from '../limits'
import type { MediaWindow } from './media-window'

type RingLimits = Pick<RelayLimits, 'gopCacheBytes' | 'gopCacheMs' | 'viewerQueueBytes' | 'viewerQueueMs'>

/**
 * The last windows of a stream, held once for all viewers; a viewer only has a position in it. The memory of a stream
 * does not depend on the number or delay of slow viewers. A viewer whose window was dropped lost media and restarts.
 */
export class WindowRing {
  readonly #limits: RingLimits
  #windows: MediaWindow[] = []
  /** `seq` of the oldest window. */
  #firstSeq = 0
  #bytes = 0
  #startSeq: number | undefined
  #bytesSinceStart = 0

  constructor(limits: RingLimits) {
    this.#limits = limits
  }

  get bytes(): number {
    return this.#bytes
  }

  get firstSeq(): number {
    return this.#firstSeq
  }

  /** `seq` of the next window. */
  get nextSeq(): number {
    return this.#firstSeq + this.#windows.length
  }

  /** First window that a new viewer can decode; `undefined` when there is none, as in a GOP too large to keep. */
  get startSeq(): number | undefined {
    return this.#startSeq
  }

  /** There is a start window, and it begins with a keyframe. */
  get startsWithPicture(): boolean {
    return this.#startSeq !== undefined && this.at(this.#startSeq)?.kind === 'keyframe'
  }

  get newest(): MediaWindow | undefined {
    return this.#windows.at(-1)
  }

  at(seq: number): MediaWindow | undefined {
    return this.#windows[seq - this.#firstSeq]
  }

  from(seq: number): MediaWindow[] {
    return this.#windows.slice(Math.max(0, seq - this.#firstSeq))
  }

  push(window: MediaWindow): void {
    this.#windows.push(window)
    this.#bytes += window.bytes
    this.#bytesSinceStart += window.bytes
    if (window.isStart) {
      this.#startSeq = window.seq
      this.#bytesSinceStart = window.bytes
    } else if (this.#startSeq !== undefined && this.#isGopTooLarge(this.#startSeq, window)) this.#startSeq = undefined
    this.#trim(window)
  }

  /** From now on new viewers do not get past media as if it were live. */
  forgetStart(): void {
    this.#startSeq = undefined
  }

  #isGopTooLarge(startSeq: number, newest: MediaWindow): boolean {
    const spanMs = newest.timestampMs - (this.at(startSeq) ?? newest).timestampMs
    return this.#bytesSinceStart > this.#limits.gopCacheBytes || spanMs > this.#limits.gopCacheMs
  }

  #trim(newest: MediaWindow): void {
    let count = 0
    for (const window of this.#windows) {
      const isNeeded = window === newest || (this.#startSeq !== undefined && window.seq >= this.#startSeq)
      const isOld = this.#bytes > this.#limits.viewerQueueBytes
        || newest.timestampMs - window.timestampMs > this.#limits.viewerQueueMs
      if (isNeeded || !isOld) break
      this.#bytes -= window.bytes
      count++
    }
    this.#windows.splice(0, count)
    this.#firstSeq += count
  }
}
