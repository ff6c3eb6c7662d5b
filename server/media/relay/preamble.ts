import { EncodedFrame } from './encoded-frame'
import { TAG_TYPE } from './flv/flv-tags'
import type { Tracks } from './flv/flv-tags'
import type { Metadata } from './flv/metadata'

/** In the order in which decoders need them. */
const HEADERS = ['videoHeader', 'audioHeader'] as const

export type SequenceHeader = (typeof HEADERS)[number]

const TAG_TYPE_OF = { videoHeader: TAG_TYPE.video, audioHeader: TAG_TYPE.audio } as const

type Bodies = Partial<Record<SequenceHeader, Buffer>>

/** What a viewer has been given: it gets each header once, and again only when it changed. */
export interface KnownHeaders {
  version: number
  bodies: Bodies
}

export const noHeaders = (): KnownHeaders => ({ version: 0, bodies: {} })

/** What a player must know before the first frame: onMetaData and the decoders' sequence headers of the present source. */
export class Preamble {
  #bodies: Bodies = {}
  #announced: Tracks = { audio: false, video: false }
  #metadata: EncodedFrame | undefined
  #version = 0

  /** Grows with every change of a header; a viewer that knows it has nothing to get. */
  get version(): number {
    return this.#version
  }

  /**
   * For a viewer's start only, at time 0: that is where players look for it (ffmpeg takes any other for a text track).
   * What changes later is in the sequence headers.
   */
  get metadata(): EncodedFrame | undefined {
    return this.#metadata
  }

  /** The tracks that are there or announced; both while nothing is known. */
  get tracks(): Tracks {
    const audio = this.#announced.audio || this.#bodies.audioHeader !== undefined
    const video = this.#announced.video || this.#bodies.videoHeader !== undefined
    return audio || video ? { audio, video } : { audio: true, video: true }
  }

  setMetadata({ body, announces }: Metadata): void {
    this.#announced = announces
    this.#metadata = new EncodedFrame('metadata', { type: TAG_TYPE.script, timestampMs: 0, body }, 0)
  }

  setHeader(header: SequenceHeader, body: Buffer): void {
    if (this.#bodies[header]?.equals(body)) return
    this.#bodies[header] = body
    this.#version++
  }

  /** A new source: nothing of the old one goes to those who join from now on. */
  clear(): void {
    this.#bodies = {}
    this.#announced = { audio: false, video: false }
    this.#metadata = undefined
    this.#version++
  }

  /** The headers that differ from the `known` ones, stamped with the time of the frame they go before; brings `known` up to date. */
  update(known: KnownHeaders, timestampMs: number): EncodedFrame[] {
    const frames: EncodedFrame[] = []
    for (const header of HEADERS) {
      const body = this.#bodies[header]
      if (!body || known.bodies[header]?.equals(body)) continue
      known.bodies[header] = body
      frames.push(new EncodedFrame(header, { type: TAG_TYPE_OF[header], timestampMs, body }, timestampMs))
    }
    known.version = this.#version
    return frames
  }
}
