/** Puts messages together from chunks, cut anywhere (RTMP 1.0, section 5.3). */
import { ProtocolError } from '../protocol-error'
import { GrowingBuffer } from '../growing-buffer'
import { DEFAULT_CHUNK_BYTES } from './chunk-writer'
import { readChunkHeader } from './chunk-header'
import { MESSAGE_TYPE } from './message'
import type { ChunkHeader } from './chunk-header'
import type { RtmpMessage } from './message'

export interface ChunkLimits {
  maxMessageBytes: number
  maxChunkStreams: number
  minChunkBytes: number
}

/** What later chunks of a chunk stream refer to. */
interface ChunkStream {
  timestampMs: number
  deltaMs: number
  length: number
  type: number
  streamId: number
  extended: boolean
  /** The message under way. */
  partial: GrowingBuffer | undefined
}

/** The chunk that is being read. */
interface OpenChunk {
  stream: ChunkStream
  partial: GrowingBuffer
  /** Where the chunk ends, counted in bytes of its message. */
  end: number
}

const NOTHING = Buffer.alloc(0)

/** Throws `ProtocolError` and is then of no further use. */
export class ChunkReader {
  readonly #limits: ChunkLimits
  #maxMessageBytes: number
  #chunkBytes = DEFAULT_CHUNK_BYTES
  #streams = new Map<number, ChunkStream>()
  #chunk: OpenChunk | undefined
  /** The start of a header that was cut; below 18 bytes. */
  #cut = NOTHING

  constructor(limits: ChunkLimits) {
    this.#limits = limits
    this.#maxMessageBytes = limits.maxMessageBytes
  }

  /** For the messages that start from now on; at most the limit given at construction. */
  limitMessages(maxBytes: number): void {
    this.#maxMessageBytes = Math.min(maxBytes, this.#limits.maxMessageBytes)
  }

  /** The messages completed by `data`, without those that only concern the chunks themselves. */
  push(data: Buffer): RtmpMessage[] {
    const input = this.#cut.length > 0 ? Buffer.concat([this.#cut, data]) : data
    this.#cut = NOTHING
    const messages: RtmpMessage[] = []
    let offset = 0
    while (offset < input.length) {
      if (!this.#chunk) {
        const header = readChunkHeader(input, offset, id => this.#streams.get(id)?.extended ?? false)
        if (!header) {
          this.#cut = Buffer.from(input.subarray(offset))
          break
        }
        offset += header.bytes
        this.#chunk = this.#open(header)
      }
      offset += this.#readPayload(this.#chunk, input.subarray(offset), messages)
    }
    return messages
  }

  #open(header: ChunkHeader): OpenChunk {
    const stream = this.#streams.get(header.chunkStreamId) ?? this.#firstOf(header)
    if (stream.partial && header.format !== 3) throw new ProtocolError('new message inside an unfinished one')
    const partial = stream.partial ??= this.#begin(stream, header)
    return { stream, partial, end: Math.min(partial.filled + this.#chunkBytes, partial.length) }
  }

  #firstOf(header: ChunkHeader): ChunkStream {
    // Some encoders open with format 1: message stream 0, and a time counted from 0.
    if (header.format > 1) throw new ProtocolError('chunk refers to a header that never came')
    if (this.#streams.size >= this.#limits.maxChunkStreams) throw new ProtocolError('too many chunk streams')
    const stream = { timestampMs: 0, deltaMs: 0, length: 0, type: 0, streamId: 0, extended: false, partial: undefined }
    this.#streams.set(header.chunkStreamId, stream)
    return stream
  }

  #begin(stream: ChunkStream, header: ChunkHeader): GrowingBuffer {
    if (header.format <= 2) {
      stream.deltaMs = header.timeMs
      stream.extended = header.extended
    }
    if (header.format <= 1) {
      stream.length = header.length
      stream.type = header.type
    }
    if (header.format === 0) {
      stream.streamId = header.streamId
      stream.timestampMs = header.timeMs
    } else {
      // Format 3 repeats the last delta; after format 0 that is its timestamp (section 5.3.1.2.4), as ffmpeg writes it.
      stream.timestampMs = (stream.timestampMs + stream.deltaMs) % 2 ** 32
    }
    if (stream.length > this.#maxMessageBytes) throw new ProtocolError('message too long')
    return new GrowingBuffer(stream.length)
  }

  #readPayload({ stream, partial, end }: OpenChunk, input: Buffer, messages: RtmpMessage[]): number {
    const taken = partial.take(input.subarray(0, end - partial.filled))
    if (partial.filled < end) return taken
    this.#chunk = undefined
    if (partial.full) {
      stream.partial = undefined
      const { type, streamId, timestampMs } = stream
      this.#deliver({ type, streamId, timestampMs, payload: partial.bytes() }, messages)
    }
    return taken
  }

  #deliver(message: RtmpMessage, messages: RtmpMessage[]): void {
    if (message.type === MESSAGE_TYPE.setChunkSize) this.#chunkBytes = this.#toChunkBytes(readControlNumber(message.payload))
    else if (message.type === MESSAGE_TYPE.abort) this.#abort(readControlNumber(message.payload))
    else messages.push(message)
  }

  #toChunkBytes(announced: number): number {
    if (announced < this.#limits.minChunkBytes) throw new ProtocolError('chunk size too small')
    return Math.min(announced, this.#limits.maxMessageBytes)
  }

  #abort(chunkStreamId: number): void {
    const stream = this.#streams.get(chunkStreamId)
    if (stream) stream.partial = undefined
  }
}

/** The number in a protocol control message; its top bit is always zero. */
export function readControlNumber(payload: Buffer): number {
  if (payload.length < 4) throw new ProtocolError('control message cut short')
  const value = payload.readUInt32BE()
  if (value > 0x7FFFFFFF) throw new ProtocolError('control number out of range')
  return value
}
