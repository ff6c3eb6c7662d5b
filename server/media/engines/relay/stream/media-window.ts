import type { EncodedFrame } from './encoded-frame'
import type { TagKind } from '../flv/flv-tags'
import type { HeaderSet } from './header-set'
import type { Wire } from '../wire'

/**
 * The frames of a few milliseconds, written to every viewer at once. The bytes for a wire are created when its first
 * viewer needs them; all viewers share this memory.
 */
export class MediaWindow {
  /** Increases by one per window of a stream. */
  readonly seq: number
  /** Server clock at the arrival of its first frame. */
  readonly openedAtMs: number
  /** The headers that a decoder needs for these frames. */
  readonly headers: HeaderSet
  /** Decoding can start at its first frame. */
  readonly isStart: boolean
  readonly #changed: readonly EncodedFrame[]
  readonly #first: EncodedFrame
  readonly #frames: EncodedFrame[]
  readonly #shared = new Map<Wire, Buffer>()
  #bytes: number

  /** `changed`: the headers that differ from those of the window before. */
  constructor(
    seq: number,
    first: EncodedFrame,
    headers: HeaderSet,
    changed: readonly EncodedFrame[],
    isStart: boolean,
    openedAtMs: number,
  ) {
    this.seq = seq
    this.headers = headers
    this.isStart = isStart
    this.openedAtMs = openedAtMs
    this.#changed = changed
    this.#first = first
    this.#frames = [first]
    this.#bytes = [first, ...changed].reduce((bytes, { flv }) => bytes + flv.length, 0)
  }

  /** Size of the media as FLV. */
  get bytes(): number {
    return this.#bytes
  }

  get frames(): readonly EncodedFrame[] {
    return this.#frames
  }

  get kind(): TagKind {
    return this.#first.kind
  }

  /** On the viewers' timeline. */
  get timestampMs(): number {
    return this.#first.timestampMs
  }

  add(frame: EncodedFrame): void {
    this.#frames.push(frame)
    this.#bytes += frame.flv.length
  }

  /** Bytes for viewers that continue from the window before. The window accepts no more frames. */
  encode(wire: Wire): Buffer {
    let bytes = this.#shared.get(wire)
    if (!bytes) {
      bytes = wire.wrap([...this.#changed, ...this.#frames].map(wire.frame))
      this.#shared.set(wire, bytes)
    }
    return bytes
  }

  /** Bytes for a viewer that starts or resumes here: the headers that differ from `known`, and the frames. */
  encodeStart(wire: Wire, known: HeaderSet | undefined): Buffer[] {
    const { tracks, metadata } = this.headers
    const opening = known ? [] : [...wire.opening(tracks), ...metadata ? [wire.frame(metadata)] : []]
    const headers = this.headers.changedFrom(known, this.timestampMs)
    const before = [...opening, ...headers.map(wire.frame)]
    if (this.#changed.length === 0) {
      return before.length === 0 ? [this.encode(wire)] : [wire.wrap(before), this.encode(wire)]
    }
    return [wire.wrap([...before, ...this.#frames.map(wire.frame)])]
  }
}
