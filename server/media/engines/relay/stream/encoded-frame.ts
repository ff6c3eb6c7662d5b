import { BACK_POINTER_BYTES, TAG_HEADER_BYTES, encodeFlvTag } from '../flv/flv-tags'
import { encodeMediaMessage } from '../rtmp/replies'
import type { FlvTag, TagKind } from '../flv/flv-tags'

/** One tag on the viewers' timeline, encoded once per protocol and shared by all viewers. */
export class EncodedFrame {
  readonly kind: TagKind
  /** On the viewers' timeline; not wrapped. */
  readonly timestampMs: number
  /** The FLV tag with its back pointer. */
  readonly flv: Buffer
  readonly #tag: FlvTag
  #rtmp: Buffer | undefined

  constructor(kind: TagKind, tag: FlvTag, timestampMs: number) {
    this.kind = kind
    this.timestampMs = timestampMs
    const wrapped = { ...tag, timestampMs: timestampMs % 2 ** 32 }
    this.flv = encodeFlvTag(wrapped)
    // A view into the FLV bytes, so that a cached frame holds its media once.
    this.#tag = { ...wrapped, body: this.flv.subarray(TAG_HEADER_BYTES, -BACK_POINTER_BYTES) }
  }

  /** The tag's body. */
  get body(): Buffer {
    return this.#tag.body
  }

  /** RTMP chunks; created when the first RTMP player needs them. */
  get rtmp(): Buffer {
    return this.#rtmp ??= encodeMediaMessage(this.#tag)
  }
}
