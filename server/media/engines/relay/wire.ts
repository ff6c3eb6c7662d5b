import { encodeFlvHeader } from './flv/flv-tags'
import type { EncodedFrame } from './stream/encoded-frame'
import type { Tracks } from './flv/flv-tags'

/**
 * Framing of media on one kind of connection. The bytes do not depend on earlier output, so that all viewers of a kind
 * share them.
 */
export interface Wire {
  /** Bytes that a player needs before the first frame. */
  opening: (tracks: Tracks) => readonly Buffer[]
  frame: (frame: EncodedFrame) => Buffer
  /** One buffer for the socket, with the framing of the protocol. */
  wrap: (pieces: readonly Buffer[]) => Buffer
}

const flvFamily = {
  opening: (tracks: Tracks) => [encodeFlvHeader(tracks)],
  frame: ({ flv }: EncodedFrame) => flv,
}

const CRLF = Buffer.from('\r\n')
/** FIN and "binary" (RFC 6455, section 5.2). */
const WEBSOCKET_BINARY = 0x82
/** Lengths above this are written as 16 bits after 126, above 65,535 as 64 bits after 127. */
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
  /** Plain FLV: HTTP/1.0, where the end of the connection ends the body. */
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
