import { ProtocolError } from '../protocol-error'
import { GrowingBuffer } from '../growing-buffer'
import { BACK_POINTER_BYTES, FLV_HEADER_BYTES, TAG_HEADER_BYTES, TAG_TYPE } from './flv-tags'
import type { FlvTag, TagType } from './flv-tags'

const TAG_TYPES = new Set<number>(Object.values(TAG_TYPE))
const isTagType = (type: number): type is TagType => TAG_TYPES.has(type)
/** Encoders write 9 (version 1 defines nothing more); the field allows longer headers. */
const MAX_FILE_HEADER_BYTES = 64

type Part = 'fileHeader' | 'fileHeaderRest' | 'tagHeader' | 'tagBody'

/** Reads an FLV byte stream split anywhere. Holds one tag at most; unusable after it has thrown `ProtocolError`. */
export class FlvReader {
  readonly #maxBodyBytes: number
  #part: Part = 'fileHeader'
  #bytes = new GrowingBuffer(FLV_HEADER_BYTES)
  #type: TagType = TAG_TYPE.script
  #timestampMs = 0

  constructor(maxBodyBytes: number) {
    this.#maxBodyBytes = maxBodyBytes
  }

  /** Returns the tags that `data` completes; see `read`. */
  push(data: Buffer): FlvTag[] {
    return [...this.read(data)]
  }

  /** Yields the tags that `data` completes, one per step; read to the end before the next call. Bodies are copies. */
  * read(data: Buffer): Generator<FlvTag, void> {
    let offset = 0
    while (offset < data.length) {
      offset += this.#bytes.take(data.subarray(offset))
      if (!this.#bytes.full) return
      const tag = this.#finishPart(this.#bytes.bytes())
      if (tag) yield tag
    }
  }

  #finishPart(bytes: Buffer): FlvTag | undefined {
    switch (this.#part) {
      case 'fileHeader': return this.#readFileHeader(bytes)
      case 'fileHeaderRest': return this.#expect('tagHeader', TAG_HEADER_BYTES)
      case 'tagHeader': return this.#readTagHeader(bytes)
      case 'tagBody': {
        this.#expect('tagHeader', TAG_HEADER_BYTES)
        // The back pointer serves reading backwards; some writers leave it 0, so it is not checked.
        return { type: this.#type, timestampMs: this.#timestampMs, body: bytes.subarray(0, -BACK_POINTER_BYTES) }
      }
    }
  }

  #expect(part: Part, length: number): undefined {
    this.#part = part
    this.#bytes = new GrowingBuffer(length)
  }

  #readFileHeader(bytes: Buffer): undefined {
    if (bytes.toString('latin1', 0, 3) !== 'FLV') throw new ProtocolError('not an FLV stream')
    const length = bytes.readUInt32BE(5)
    if (length < FLV_HEADER_BYTES || length > MAX_FILE_HEADER_BYTES) throw new ProtocolError('FLV header length')
    this.#expect('fileHeaderRest', length - FLV_HEADER_BYTES + BACK_POINTER_BYTES)
  }

  #readTagHeader(bytes: Buffer): undefined {
    const [type = 0] = bytes
    // The upper bits are reserved or mean "encrypted"; neither is supported.
    if (!isTagType(type)) throw new ProtocolError(`FLV tag type ${type}`)
    const length = bytes.readUIntBE(1, 3)
    if (length > this.#maxBodyBytes) throw new ProtocolError('FLV tag too long')
    this.#type = type
    this.#timestampMs = bytes.readUIntBE(4, 3) + bytes.readUInt8(7) * 0x1000000
    this.#expect('tagBody', length + BACK_POINTER_BYTES)
  }
}
