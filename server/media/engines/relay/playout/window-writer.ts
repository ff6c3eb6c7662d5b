import { MediaWindow } from '../stream/media-window'
import { HeaderSet } from '../stream/header-set'
import { WindowRing } from '../stream/window-ring'
import type { EncodedFrame } from '../stream/encoded-frame'
import type { RelayLimits } from '../limits'
import type { Pacer } from './pacer'

interface WindowParts {
  limits: RelayLimits
  pacer: Pacer
  /** Milliseconds of a monotonic clock. */
  now: () => number
  windowMs: () => number
  /** Called when a window is in the ring. */
  onWindow: () => void
}

/** Groups a stream's frames into windows: a keyframe or a new header begins one, time or size ends it. */
export class WindowWriter {
  readonly ring: WindowRing
  readonly #parts: WindowParts
  #open: MediaWindow | undefined
  #headers = new HeaderSet()

  constructor(parts: WindowParts) {
    this.#parts = parts
    this.ring = new WindowRing(parts.limits)
  }

  /** `isStart`: decoding can start at this frame. */
  add(frame: EncodedFrame, headers: HeaderSet, isStart: boolean): void {
    if (frame.kind === 'keyframe' || headers !== this.#headers) this.close()
    if (this.#open) this.#open.add(frame)
    else this.#begin(frame, headers, isStart)
    if (this.#open && this.#open.bytes >= this.#parts.limits.windowBytes) this.close()
  }

  /** Ends the window. */
  close(): void {
    const window = this.#open
    if (!window) return
    this.#open = undefined
    this.ring.push(window)
    this.#parts.onWindow()
  }

  /** New viewers start at the newest keyframe, even if it has just arrived. */
  offerStart(): void {
    if (this.#open?.isStart && (this.#open.kind === 'keyframe' || this.ring.startSeq === undefined)) this.close()
  }

  /** The windows since the last keyframe, including the open one. */
  sinceKeyframe(): MediaWindow[] {
    const { ring } = this
    const open = this.#open ? [this.#open] : []
    if (this.#open?.kind === 'keyframe') return open
    return ring.startsWithPicture ? [...ring.from(ring.startSeq ?? ring.nextSeq), ...open] : []
  }

  #begin(frame: EncodedFrame, headers: HeaderSet, isStart: boolean): void {
    const changed = headers.changedFrom(this.#headers, frame.timestampMs)
    this.#headers = headers
    const window = new MediaWindow(this.ring.nextSeq, frame, headers, changed, isStart, this.#parts.now())
    this.#open = window
    this.#parts.pacer.after(this.#parts.windowMs(), () => { if (this.#open === window) this.close() })
  }
}
