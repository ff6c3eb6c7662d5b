import { EncodedFrame } from './encoded-frame'
import { TAG_TYPE } from '../flv/flv-tags'
import type { Tracks } from '../flv/flv-tags'
import type { Metadata } from '../flv/metadata'

/**
 * What a player must know before the first frame: onMetaData and the decoders' sequence headers of the present source.
 */

/** In the order in which decoders need them. */
const HEADERS = ['videoHeader', 'audioHeader'] as const

type SequenceHeader = (typeof HEADERS)[number]

const TAG_TYPE_OF = { videoHeader: TAG_TYPE.video, audioHeader: TAG_TYPE.audio } as const

type Bodies = Readonly<Partial<Record<SequenceHeader, Buffer>>>

/** The headers of one moment; a change makes a new set. */
export class HeaderSet {
  /**
   * For a viewer's start only, at time 0: that is where players look for it (ffmpeg takes any other for a text track).
   * What changes later is in the sequence headers.
   */
  readonly metadata: EncodedFrame | undefined
  readonly #bodies: Bodies
  readonly #announced: Tracks

  constructor(bodies: Bodies = {}, announced: Tracks = { audio: false, video: false }, metadata?: EncodedFrame) {
    this.#bodies = bodies
    this.#announced = announced
    this.metadata = metadata
  }

  /** The tracks that are there or announced; both while nothing is known. */
  get tracks(): Tracks {
    const audio = this.#announced.audio || this.#bodies.audioHeader !== undefined
    const video = this.#announced.video || this.#bodies.videoHeader !== undefined
    return audio || video ? { audio, video } : { audio: true, video: true }
  }

  body(header: SequenceHeader): Buffer | undefined {
    return this.#bodies[header]
  }

  /** What who knows `known` must get before a frame of `timestampMs`. */
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
