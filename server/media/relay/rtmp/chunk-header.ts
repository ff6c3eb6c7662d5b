/** Basic and message header of one chunk (RTMP 1.0, sections 5.3.1.1 to 5.3.1.3). */

export interface ChunkHeader {
  chunkStreamId: number
  /** How much follows the basic header: 0 all, 1 no message stream, 2 only the time, 3 nothing. */
  format: 0 | 1 | 2 | 3
  /** Format 0: the timestamp; 1 and 2: the difference to the last message; 3: 0. Milliseconds. */
  timeMs: number
  extended: boolean
  /** Formats 0 and 1, else 0. */
  length: number
  /** Formats 0 and 1, else 0. */
  type: number
  /** Format 0, else 0. */
  streamId: number
  /** Size of the header itself. */
  bytes: number
}

const MESSAGE_HEADER_BYTES = [11, 7, 3, 0] as const
const EXTENDED_TIMESTAMP = 0xFFFFFF

/** The low six bits: 0 and 1 mean that the number follows in one or two bytes. */
function readChunkStreamId(input: Buffer, offset: number): { id: number, bytes: number } | undefined {
  const [first = 0, second, third] = input.subarray(offset, offset + 3)
  const low = first & 0x3F
  if (low > 1) return { id: low, bytes: 1 }
  if (second === undefined) return undefined
  if (low === 0) return { id: 64 + second, bytes: 2 }
  return third === undefined ? undefined : { id: 64 + second + third * 256, bytes: 3 }
}

/**
 * `undefined` while bytes are missing. `wasExtended` says whether the last header of a chunk stream had an extended
 * timestamp, which format 3 then repeats.
 */
export function readChunkHeader(
  input: Buffer, offset: number, wasExtended: (chunkStreamId: number) => boolean,
): ChunkHeader | undefined {
  const first = input[offset]
  const basic = readChunkStreamId(input, offset)
  if (first === undefined || !basic) return undefined
  const format = (first >> 6) as ChunkHeader['format']
  const at = offset + basic.bytes
  const extendedAt = at + MESSAGE_HEADER_BYTES[format]
  if (extendedAt > input.length) return undefined

  const field = format <= 2 ? input.readUIntBE(at, 3) : 0
  const extended = format <= 2 ? field === EXTENDED_TIMESTAMP : wasExtended(basic.id)
  const end = extendedAt + (extended ? 4 : 0)
  if (end > input.length) return undefined
  return {
    chunkStreamId: basic.id,
    format,
    timeMs: extended ? input.readUInt32BE(extendedAt) : field,
    extended,
    length: format <= 1 ? input.readUIntBE(at + 3, 3) : 0,
    type: format <= 1 ? input.readUInt8(at + 6) : 0,
    streamId: format === 0 ? input.readUInt32LE(at + 7) : 0,
    bytes: end - offset,
  }
}
