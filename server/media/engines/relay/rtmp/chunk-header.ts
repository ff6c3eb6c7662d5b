/** Basic and message header of one chunk (RTMP 1.0, sections 5.3.1.1 to 5.3.1.3). */

export interface ChunkHeader {
  chunkStreamId: number
  /** Fields after the basic header: 0 all, 1 no message stream, 2 only the time, 3 none. */
  format: 0 | 1 | 2 | 3
  /** Format 0: the timestamp; 1 and 2: the difference to the last message; 3: 0. Milliseconds. */
  timeMs: number
  extended: boolean
  /** Only in formats 0 and 1; otherwise 0. */
  length: number
  /** Only in formats 0 and 1; otherwise 0. */
  type: number
  /** Only in format 0; otherwise 0. */
  streamId: number
  /** Size of the header. */
  bytes: number
}

const MESSAGE_HEADER_BYTES = [11, 7, 3, 0] as const
const EXTENDED_TIMESTAMP = 0xFFFFFF
const EXTENDED_BYTES = 4

/** The low six bits: 0 and 1 mean that the number follows in one or two bytes. */
function readChunkStreamId(input: Buffer, offset: number): { id: number, bytes: number } | undefined {
  const first = input[offset] ?? 0
  const second = input[offset + 1]
  const third = input[offset + 2]
  const low = first & 0x3F
  if (low > 1) return { id: low, bytes: 1 }
  if (second === undefined) return undefined
  if (low === 0) return { id: 64 + second, bytes: 2 }
  return third === undefined ? undefined : { id: 64 + second + third * 256, bytes: 3 }
}

/** The extended timestamp of a chunk stream's last header, and the resulting message time. */
export interface ExtendedTime {
  field: number
  timestampMs: number
}

/**
 * `undefined` while bytes are missing. `extendedTime` is that of a chunk stream whose last header had one: format 3
 * then repeats it, but some encoders omit it and some repeat the absolute time. Other bytes there are payload.
 */
export function readChunkHeader(
  input: Buffer, offset: number, extendedTime: (chunkStreamId: number) => ExtendedTime | undefined,
): ChunkHeader | undefined {
  const first = input[offset]
  const basic = readChunkStreamId(input, offset)
  if (first === undefined || !basic) return undefined
  const format = (first >> 6) as ChunkHeader['format']
  const at = offset + basic.bytes
  const extendedAt = at + MESSAGE_HEADER_BYTES[format]
  if (extendedAt > input.length) return undefined

  const field = format <= 2 ? input.readUIntBE(at, 3) : 0
  const repeated = format <= 2 ? undefined : extendedTime(basic.id)
  const mayBeExtended = field === EXTENDED_TIMESTAMP || repeated !== undefined
  if (mayBeExtended && extendedAt + EXTENDED_BYTES > input.length) return undefined
  const time = mayBeExtended ? input.readUInt32BE(extendedAt) : field
  const extended = mayBeExtended && (!repeated || time === repeated.field || time === repeated.timestampMs)
  return {
    chunkStreamId: basic.id,
    format,
    timeMs: extended ? time : field,
    extended,
    length: format <= 1 ? input.readUIntBE(at + 3, 3) : 0,
    type: format <= 1 ? input.readUInt8(at + 6) : 0,
    streamId: format === 0 ? input.readUInt32LE(at + 7) : 0,
    bytes: extendedAt + (extended ? EXTENDED_BYTES : 0) - offset,
  }
}
