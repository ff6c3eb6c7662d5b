/** Writes chunks as ffmpeg does: with the shortest header that the last message on the chunk stream allows. */
import type { RtmpMessage } from '../../../server/media/engines/relay/rtmp/message'

interface Previous {
  message: RtmpMessage
  field: number
}

const EXTENDED = 0xFFFFFF

function basicHeader(format: number, chunkStreamId: number): Buffer {
  if (chunkStreamId < 64) return Buffer.of(format << 6 | chunkStreamId)
  const rest = chunkStreamId - 64
  return rest < 256 ? Buffer.of(format << 6, rest) : Buffer.of(format << 6 | 1, rest & 0xFF, rest >> 8)
}

function uintBE(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

function formatFor(message: RtmpMessage, field: number, last: Previous | undefined): 0 | 1 | 2 | 3 {
  if (last?.message.streamId !== message.streamId || message.timestampMs < last.message.timestampMs) return 0
  if (last.message.type !== message.type || last.message.payload.length !== message.payload.length) return 1
  return last.field === field ? 3 : 2
}

export class CompressingChunkWriter {
  readonly #last = new Map<number, Previous>()
  readonly #chunkBytes: number

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes
  }

  /** The chunks of one message, to be sent in this order; chunks of other chunk streams may come between them. */
  write(chunkStreamId: number, message: RtmpMessage): Buffer[] {
    const last = this.#last.get(chunkStreamId)
    const goesOn = last?.message.streamId === message.streamId && message.timestampMs >= last.message.timestampMs
    const time = goesOn ? message.timestampMs - last.message.timestampMs : message.timestampMs
    const format = formatFor(message, time, last)
    this.#last.set(chunkStreamId, { message, field: time })

    const extended = time >= EXTENDED ? uintBE(time, 4) : Buffer.alloc(0)
    const streamId = Buffer.alloc(4)
    streamId.writeUInt32LE(message.streamId)
    const fields = [
      uintBE(Math.min(time, EXTENDED), 3),
      Buffer.concat([uintBE(message.payload.length, 3), Buffer.of(message.type)]),
      streamId,
    ].slice(0, 3 - format)

    const firstPayload = message.payload.subarray(0, this.#chunkBytes)
    const chunks = [Buffer.concat([basicHeader(format, chunkStreamId), ...fields, extended, firstPayload])]
    for (let at = this.#chunkBytes; at < message.payload.length; at += this.#chunkBytes) {
      const payload = message.payload.subarray(at, at + this.#chunkBytes)
      chunks.push(Buffer.concat([basicHeader(3, chunkStreamId), extended, payload]))
    }
    return chunks
  }
}
