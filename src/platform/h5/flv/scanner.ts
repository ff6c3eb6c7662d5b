import { FLV_HEADER, TAG_AUDIO, TAG_HEADER_BYTES, TAG_SCRIPT, TAG_TRAILER_BYTES, TAG_VIDEO } from './muxer'

/** The facts about a tag that need no decoding. */
export interface ScannedTag {
  kind: 'video' | 'audio' | 'script'
  timestampMs: number
  payloadBytes: number
  /** A sequence header, without picture or sound. */
  isConfig: boolean
  isKeyframe: boolean
}

/** The tag's header and the two bytes that show keyframe and sequence header. */
const PEEK_BYTES = TAG_HEADER_BYTES + 2
const KIND_BY_TYPE = new Map([[TAG_VIDEO, 'video'], [TAG_AUDIO, 'audio'], [TAG_SCRIPT, 'script']] as const)

/**
 * Scans an FLV stream in chunks of any size and reports each tag when its head arrives. It keeps at most 13 bytes. It
 * reports bytes that are not FLV once and then ignores them: the player decides how to react.
 */
export class FlvScanner {
  readonly #head = new Uint8Array(PEEK_BYTES)
  #headBytes = 0
  #skipBytes = 0
  #place: 'file header' | 'tag' | 'lost' = 'file header'

  readonly #onTag: (tag: ScannedTag) => void
  readonly #onLost: () => void

  constructor(onTag: (tag: ScannedTag) => void, onLost: () => void = () => {}) {
    this.#onTag = onTag
    this.#onLost = onLost
  }

  push(chunk: Uint8Array): void {
    let offset = 0
    while (offset < chunk.length && this.#place !== 'lost') {
      if (this.#skipBytes > 0) {
        const skipped = Math.min(this.#skipBytes, chunk.length - offset)
        this.#skipBytes -= skipped
        offset += skipped
        continue
      }
      const wanted = PEEK_BYTES - this.#headBytes
      const taken = chunk.subarray(offset, offset + wanted)
      this.#head.set(taken, this.#headBytes)
      this.#headBytes += taken.length
      offset += taken.length
      if (this.#headBytes === PEEK_BYTES) this.#readHead()
    }
  }

  #readHead(): void {
    this.#headBytes = 0
    if (this.#place === 'file header') {
      // The file header has the same length as the kept part of a tag.
      if (this.#head.subarray(0, 3).every((byte, index) => byte === FLV_HEADER[index])) this.#place = 'tag'
      else this.#lose()
      return
    }
    const view = new DataView(this.#head.buffer)
    const kind = KIND_BY_TYPE.get(view.getUint8(0) as typeof TAG_VIDEO)
    const payloadBytes = view.getUint32(0) & 0xffffff
    if (kind === undefined || payloadBytes < 2) {
      this.#lose()
      return
    }
    const timestamp = view.getUint32(4)
    const format = view.getUint8(TAG_HEADER_BYTES)
    this.#skipBytes = payloadBytes - 2 + TAG_TRAILER_BYTES
    this.#onTag({
      kind,
      timestampMs: (timestamp >>> 8 | (timestamp & 0xff) << 24) >>> 0,
      payloadBytes,
      isConfig: kind !== 'script' && view.getUint8(TAG_HEADER_BYTES + 1) === 0,
      isKeyframe: kind === 'video' && format >> 4 === 1,
    })
  }

  #lose(): void {
    this.#place = 'lost'
    this.#onLost()
  }
}
