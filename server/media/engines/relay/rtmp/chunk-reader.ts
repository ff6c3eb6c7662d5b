/** Assembles messages from chunks that are split anywhere (RTMP 1.0, section 5.3). */
import { ProtocolError } from '../protocol-error'
import { GrowingBuffer } from '../growing-buffer'
import { DEFAULT_CHUNK_BYTES } from './chunk-writer'
import { readChunkHeader } from './chunk-header'
import { MESSAGE_TYPE } from './message'
import type { ChunkHeader, ExtendedTime } from './chunk-header'
import type { RtmpMessage } from './message'

interface ChunkLimits {
  maxMessageBytes: number
  maxCommandBytes: number
  maxChunkStreams: number
  minChunkBytes: number
}

/** Header values that later chunks of a chunk stream refer to. */
interface ChunkStream {
  timestampMs: number
  deltaMs: number
  length: number
  type: number
  streamId: number
  extended: boolean
  /** The unfinished message. */
  partial: GrowingBuffer | undefined
}

/** The chunk that is being read. */
interface OpenChunk {
  stream: ChunkStream
  partial: GrowingBuffer
  /** End of the chunk, as an offset in its message. */
  end: number
}

const NOTHING = Buffer.alloc(0)
const MEDIA_TYPES = new Set<number>([
  MESSAGE_TYPE.audio, MESSAGE_TYPE.video, MESSAGE_TYPE.data, MESSAGE_TYPE.dataAmf3, MESSAGE_TYPE.aggregate,
])

/** Unusable after it has thrown `ProtocolError`. */
export class ChunkReader {
  readonly #limits: ChunkLimits
  #maxMediaBytes: number
  #chunkBytes = DEFAULT_CHUNK_BYTES
  #streams = new Map<number, ChunkStream>()
  #chunk: OpenChunk | undefined
  /** The start of an incomplete header; below 18 bytes. */
  #cut = NOTHING
  /** Sum over all unfinished messages: a limit per chunk stream would allow sixteen times as much. */
  #unfinishedBytes = 0

  constructor(limits: ChunkLimits) {
    this.#limits = limits
    this.#maxMediaBytes = limits.maxCommandBytes
  }

  /** Allows messages as long as a picture; before this call the limit is that of a command. */
  allowMedia(): void {
    this.#maxMediaBytes = this.#limits.maxMessageBytes
  }

  /** Returns the messages that `data` completes; see `read`. */
  push(data: Buffer): RtmpMessage[] {
    return [...this.read(data)]
  }

  /**
   * Yields the messages that `data` completes, one per step. Messages about the chunks themselves have already been
   * applied. Read it to the end before the next call.
   */
  * read(data: Buffer): Generator<RtmpMessage, void> {
    const input = this.#cut.length > 0 ? Buffer.concat([this.#cut, data]) : data
    this.#cut = NOTHING
    let offset = 0
    while (offset < input.length) {
      if (!this.#chunk) {
        const header = readChunkHeader(input, offset, id => this.#extendedTime(id))
        if (!header) {
          this.#cut = Buffer.from(input.subarray(offset))
          return
        }
        offset += header.bytes
        this.#chunk = this.#open(header)
      }
      offset += this.#readPayload(this.#chunk, input, offset)
      const message = this.#finish(this.#chunk)
      if (message) yield message
    }
  }

  #extendedTime(chunkStreamId: number): ExtendedTime | undefined {
    const stream = this.#streams.get(chunkStreamId)
    return stream?.extended ? { field: stream.deltaMs, timestampMs: stream.timestampMs } : undefined
  }

  #open(header: ChunkHeader): OpenChunk {
    const stream = this.#streams.get(header.chunkStreamId) ?? this.#firstOf(header)
    if (stream.partial && header.format !== 3) throw new ProtocolError('new message inside an unfinished one')
    const partial = stream.partial ??= this.#begin(stream, header)
    return { stream, partial, end: Math.min(partial.filled + this.#chunkBytes, partial.length) }
  }

  #firstOf(header: ChunkHeader): ChunkStream {
    // Some encoders begin with format 1: message stream 0, and a time relative to 0.
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
      // Format 3 repeats the last delta; after format 0 that is the timestamp (section 5.3.1.2.4), as ffmpeg writes it.
      stream.timestampMs = (stream.timestampMs + stream.deltaMs) % 2 ** 32
    }
    if (stream.length > this.#maxBytesOf(stream.type)) throw new ProtocolError('message too long')
    return new GrowingBuffer(stream.length)
  }

  #maxBytesOf(type: number): number {
    return MEDIA_TYPES.has(type) ? this.#maxMediaBytes : this.#limits.maxCommandBytes
  }

  #readPayload({ partial, end }: OpenChunk, input: Buffer, offset: number): number {
    const taken = partial.take(input.subarray(offset, offset + end - partial.filled))
    this.#unfinishedBytes += taken
    if (this.#unfinishedBytes > this.#maxMediaBytes + this.#limits.maxCommandBytes) {
      throw new ProtocolError('too much unfinished')
    }
    return taken
  }

  /** Returns the message when this chunk completes it. */
  #finish({ stream, partial, end }: OpenChunk): RtmpMessage | undefined {
    if (partial.filled < end) return undefined
    this.#chunk = undefined
    if (!partial.full) return undefined
    stream.partial = undefined
    this.#unfinishedBytes -= partial.length
    const { type, streamId, timestampMs } = stream
    const message = { type, streamId, timestampMs, payload: partial.bytes() }
    this.#obey(message)
    return message
  }

  #obey({ type, payload }: RtmpMessage): void {
    if (type === MESSAGE_TYPE.setChunkSize) this.#chunkBytes = this.#toChunkBytes(readControlNumber(payload))
    else if (type === MESSAGE_TYPE.abort) this.#abort(readControlNumber(payload))
  }

  /** The top bit must be zero (section 5.4.1). */
  #toChunkBytes(announced: number): number {
    if (announced < this.#limits.minChunkBytes || announced > 0x7FFFFFFF) {
      throw new ProtocolError('chunk size out of range')
    }
    return Math.min(announced, this.#limits.maxMessageBytes)
  }

  #abort(chunkStreamId: number): void {
    const stream = this.#streams.get(chunkStreamId)
    if (!stream?.partial) return
    this.#unfinishedBytes -= stream.partial.filled
    stream.partial = undefined
  }
}

/** The number in a protocol control message. */
export function readControlNumber(payload: Buffer): number {
  if (payload.length < 4) throw new ProtocolError('control message cut short')
  return payload.readUInt32BE()
}
