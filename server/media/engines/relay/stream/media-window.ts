import type { EncodedFrame } from './encoded-frame'
import type { TagKind } from '../flv/flv-tags'
import type { HeaderSet } from './header-set'
import type { Wire } from '../wire'

/**
 * The frames of a few milliseconds, written to every viewer at once. Each wire's bytes are made when its first viewer needs
 * them, and are the same memory for all.
 */
export class MediaWindow {
  /** Grows by one from window to window of a stream. */
  readonly seq: number
  /** The clock of the server, when its first frame arrived. */
  readonly openedAtMs: number
  /** What a decoder must know for these frames. */
  readonly headers: HeaderSet
  /** Decoding can start at its first frame. */
  readonly isStart: boolean
  readonly #changed: readonly EncodedFrame[]
  readonly #first: EncodedFrame
  readonly #frames: EncodedFrame[]
  readonly #shared = new Map<Wire, Buffer>()
  #bytes: number

  /** `changed`: the headers that differ from those of the window before. */
  constructor(seq: number, first: EncodedFrame, headers: HeaderSet, changed: readonly EncodedFrame[], isStart: boolean, openedAtMs: number) {
    this.seq = seq
    this.headers = headers
    this.isStart = isStart
    this.openedAtMs = openedAtMs
    this.#changed = changed
    this.#first = first
    this.#frames = [first]
    this.#bytes = [first, ...changed].reduce((bytes, { flv }) => bytes + flv.length, 0)
  }

  /** Of media as FLV. */
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

  /** For viewers that go on from the window before. The window takes no more frames. */
  encode(wire: Wire): Buffer {
    let bytes = this.#shared.get(wire)
    if (!bytes) {
      bytes = wire.wrap([...this.#changed, ...this.#frames].map(wire.frame))
      this.#shared.set(wire, bytes)
    }
    return bytes
  }

  /** For a viewer that starts or resumes here: what `known` does not tell it, and the frames. */
  encodeStart(wire: Wire, known: HeaderSet | undefined): Buffer[] {
    const opening = known ? [] : [...wire.opening(this.headers.tracks), ...this.headers.metadata ? [wire.frame(this.headers.metadata)] : []]
    const headers = this.headers.changedFrom(known, this.timestampMs)
    const before = [...opening, ...headers.map(wire.frame)]
    if (this.#changed.length === 0) return before.length === 0 ? [this.encode(wire)] : [wire.wrap(before), this.encode(wire)]
    return [wire.wrap([...before, ...this.#frames.map(wire.frame)])]
  }
}
