import type { RtmpMessage } from './message'

/** Initial chunk size of both directions (RTMP 1.0, section 5.4.1). */
export const DEFAULT_CHUNK_BYTES = 128

/** This value in the 24-bit field means that 32 bits follow. */
const EXTENDED_TIMESTAMP = 0xFFFFFF
const FULL_HEADER_BYTES = 12
/** Chunk type 3: the message continues. */
const CONTINUATION = 0b11 << 6

/**
 * Writes one message as chunks with a full header (type 0). The bytes do not depend on earlier output, so all players
 * can share them. `chunkStreamId`: 2–63, 2 for control.
 */
export function encodeMessage(message: RtmpMessage, chunkStreamId: number, chunkBytes: number): Buffer {
  const { payload, timestampMs } = message
  const extended = timestampMs >= EXTENDED_TIMESTAMP
  const extendedBytes = extended ? 4 : 0
  const chunks = Math.max(1, Math.ceil(payload.length / chunkBytes))
  const bytes = Buffer.allocUnsafe(FULL_HEADER_BYTES + payload.length + (chunks - 1) + chunks * extendedBytes)

  bytes[0] = chunkStreamId
  bytes.writeUIntBE(extended ? EXTENDED_TIMESTAMP : timestampMs, 1, 3)
  bytes.writeUIntBE(payload.length, 4, 3)
  bytes[7] = message.type
  bytes.writeUInt32LE(message.streamId, 8)
  let offset = FULL_HEADER_BYTES
  for (let chunk = 0; chunk < chunks; chunk++) {
    if (chunk > 0) bytes[offset++] = CONTINUATION | chunkStreamId
    if (extended) offset = bytes.writeUInt32BE(timestampMs, offset)
    offset += payload.copy(bytes, offset, chunk * chunkBytes, (chunk + 1) * chunkBytes)
  }
  return bytes
}
