import { EncodedFrame } from './encoded-frame'
import { TAG_TYPE } from '../flv/flv-tags'
import type { Tracks } from '../flv/flv-tags'
import type { Metadata } from '../flv/metadata'

/** Data that a player needs before the first frame: `onMetaData` and the sequence headers of the current source. */

/** In the order in which decoders need them. */
const HEADERS = ['videoHeader', 'audioHeader'] as const

type SequenceHeader = (typeof HEADERS)[number]

const TAG_TYPE_OF = { videoHeader: TAG_TYPE.video, audioHeader: TAG_TYPE.audio } as const

type Bodies = Readonly<Partial<Record<SequenceHeader, Buffer>>>

/** The headers at one moment; a change creates a new set. */
export class HeaderSet {
  /**
   * Sent only at a viewer's start, at time 0, where players expect it (later, ffmpeg takes it for a text track).
   * Later changes are in the sequence headers.
   */
  readonly metadata: EncodedFrame | undefined
  readonly #bodies: Bodies
  readonly #announced: Tracks

  constructor(bodies: Bodies = {}, announced: Tracks = { audio: false, video: false }, metadata?: EncodedFrame) {
    this.#bodies = bodies
    this.#announced = announced
    this.metadata = metadata
  }

  /** The existing or announced tracks; both while nothing is known. */
  get tracks(): Tracks {
    const audio = this.#announced.audio || this.#bodies.audioHeader !== undefined
    const video = this.#announced.video || this.#bodies.videoHeader !== undefined
    return audio || video ? { audio, video } : { audio: true, video: true }
  }

  body(header: SequenceHeader): Buffer | undefined {
    return this.#bodies[header]
  }

  /** The headers that a viewer with `known` needs before a frame of `timestampMs`. */
  changedFrom(known: HeaderSet | undefined, timestampMs: number): EncodedFrame[] {
    if (known === this) return []
    return HEADERS.flatMap(header => {
      const body = this.#bodies[header]
      if (!body || known?.body(header)?.equals(body)) return []
      return [new EncodedFrame(header, { type: TAG_TYPE_OF[header], timestampMs, body }, timestampMs)]
    })
  }

  withHeader(header: SequenceHeader, body: Buffer): HeaderSet {
    if (this.#bodies[header]?.equals(body)) return this
    return new HeaderSet({ ...this.#bodies, [header]: body }, this.#announced, this.metadata)
  }

  withMetadata({ body, announces }: Metadata): HeaderSet {
    const metadata = new EncodedFrame('metadata', { type: TAG_TYPE.script, timestampMs: 0, body }, 0)
    return new HeaderSet(this.#bodies, announces, metadata)
  }
}
