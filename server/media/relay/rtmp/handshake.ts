/**
 * The server's side of RTMP's simple handshake (specification 1.0, section 5.2): C0 C1 → S0 S1 S2, then C2.
 * S1 carries version 0, which tells clients that know the digest handshake (ffmpeg, librtmp) not to expect one.
 */
import { randomFillSync } from 'node:crypto'
import { ProtocolError } from '../protocol-error'
import { GrowingBuffer } from '../growing-buffer'

const VERSION = 3
export const HANDSHAKE_BYTES = 1536
/** The time and the version (zero); random bytes follow. */
const FIXED_BYTES = 8

export interface HandshakeStep {
  /** To be sent at once. */
  reply?: Buffer
  /** What followed the handshake, possibly empty; its presence says that the handshake is over. */
  rest?: Buffer
}

function answer(hello: Buffer): Buffer {
  const reply = Buffer.alloc(1 + 2 * HANDSHAKE_BYTES)
  reply[0] = VERSION
  randomFillSync(reply, 1 + FIXED_BYTES, HANDSHAKE_BYTES - FIXED_BYTES)
  hello.copy(reply, 1 + HANDSHAKE_BYTES, 1)
  return reply
}

export class ServerHandshake {
  readonly #hello = new GrowingBuffer(1 + HANDSHAKE_BYTES)
  readonly #echo = new GrowingBuffer(HANDSHAKE_BYTES)

  /** Throws `ProtocolError` at the first byte of anything that is not RTMP. The echo's content is not checked: clients differ. */
  push(data: Buffer): HandshakeStep {
    if (this.#hello.full) return this.#awaitEcho(data)
    const taken = this.#hello.take(data)
    const hello = this.#hello.bytes()
    if (hello.length > 0 && hello.readUInt8() !== VERSION) throw new ProtocolError('not an RTMP handshake')
    if (hello.length < this.#hello.length) return {}
    return { reply: answer(hello), ...this.#awaitEcho(data.subarray(taken)) }
  }

  #awaitEcho(data: Buffer): HandshakeStep {
    const taken = this.#echo.take(data)
    return this.#echo.full ? { rest: data.subarray(taken) } : {}
  }
}
