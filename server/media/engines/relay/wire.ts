import { encodeFlvHeader } from './flv/flv-tags'
import type { EncodedFrame } from './stream/encoded-frame'
import type { Tracks } from './flv/flv-tags'

/**
 * How media looks on one kind of connection. The bytes depend on nothing that was sent before, so that all viewers of a
 * kind share them.
 */
export interface Wire {
  /** What a player must get before the first frame. */
  opening: (tracks: Tracks) => readonly Buffer[]
  frame: (frame: EncodedFrame) => Buffer
  /** One piece of memory for the socket, with what the protocol wants around it. */
  wrap: (pieces: readonly Buffer[]) => Buffer
}

const flvFamily = {
  opening: (tracks: Tracks) => [encodeFlvHeader(tracks)],
  frame: ({ flv }: EncodedFrame) => flv,
}

const CRLF = Buffer.from('\r\n')
/** FIN and "binary" (RFC 6455, section 5.2). */
const WEBSOCKET_BINARY = 0x82
/** Lengths above this are written as 16 bits behind 126, above 65,535 as 64 bits behind 127. */
const WEBSOCKET_SHORT = 125

const sizeOf = (pieces: readonly Buffer[]): number => pieces.reduce((size, { length }) => size + length, 0)

function webSocketHeader(length: number): Buffer {
  if (length <= WEBSOCKET_SHORT) return Buffer.of(WEBSOCKET_BINARY, length)
  if (length <= 0xFFFF) return Buffer.of(WEBSOCKET_BINARY, 126, length >> 8, length & 0xFF)
  const header = Buffer.alloc(10)
  header[0] = WEBSOCKET_BINARY
  header[1] = 127
  header.writeUIntBE(length, 4, 6)
  return header
}

export const WIRES = {
  /** FLV as it is: HTTP/1.0, whose body ends with its connection. */
  http: { ...flvFamily, wrap: pieces => Buffer.concat(pieces) },
  /** FLV in one HTTP/1.1 chunk. */
  httpChunked: {
    ...flvFamily,
    wrap: pieces => Buffer.concat([Buffer.from(`${sizeOf(pieces).toString(16)}\r\n`), ...pieces, CRLF]),
  },
  /** FLV in one unmasked binary message. */
  webSocket: { ...flvFamily, wrap: pieces => Buffer.concat([webSocketHeader(sizeOf(pieces)), ...pieces]) },
  rtmp: { opening: () => [], frame: ({ rtmp }) => rtmp, wrap: pieces => Buffer.concat(pieces) },
} as const satisfies Record<string, Wire>
