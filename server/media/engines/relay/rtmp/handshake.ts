/**
 * The server's side of RTMP's handshake: C0 C1 → S0 S1 S2, then C2. Simple (specification 1.0, section 5.2) for a hello
 * without a digest, else the digest handshake in the client's own layout.
 */
import { randomFillSync } from 'node:crypto'
import { ProtocolError } from '../protocol-error'
import { GrowingBuffer } from '../growing-buffer'
import { PLAYER_KEYS, SERVER_KEYS, findDigest, signEcho, writeDigest } from './handshake-digest'

const VERSION = 3
export const HANDSHAKE_BYTES = 1536
/** The time (zero here) and the version; random bytes follow. */
const TIME_BYTES = 4
const FIXED_BYTES = 8
/** Clients with the digest handshake expect it of a server from version 3 on; any is as good. */
const DIGEST_VERSION = 0x04050001

interface HandshakeStep {
  /** To be sent at once. */
  reply?: Buffer
  /** What followed the handshake, possibly empty; its presence says that the handshake is over. */
  rest?: Buffer
}

function randomHello(version: number): Buffer {
  const hello = Buffer.alloc(HANDSHAKE_BYTES)
  hello.writeUInt32BE(version, TIME_BYTES)
  return randomFillSync(hello, FIXED_BYTES)
}

/** A client that sent no digest must not be given one: version 0 says so, and the echo is the hello itself. */
function answer(clientHello: Buffer): Buffer {
  // Clients with version 0 do not sign; their bytes are not searched.
  const signed = clientHello.readUInt32BE(TIME_BYTES) === 0 ? undefined : findDigest(clientHello, PLAYER_KEYS.hello)
  if (!signed) return Buffer.concat([Buffer.of(VERSION), randomHello(0), clientHello])
  const hello = randomHello(DIGEST_VERSION)
  writeDigest(hello, signed.scheme, SERVER_KEYS.hello)
  const echo = randomFillSync(Buffer.alloc(HANDSHAKE_BYTES))
  signEcho(echo, signed.digest, SERVER_KEYS.echo)
  return Buffer.concat([Buffer.of(VERSION), hello, echo])
}

export class ServerHandshake {
  readonly #hello = new GrowingBuffer(1 + HANDSHAKE_BYTES)
  readonly #echo = new GrowingBuffer(HANDSHAKE_BYTES)

  /**
   * Throws `ProtocolError` at the first byte of anything that is not RTMP (6 would be the encrypted RTMPE). The echo's
   * content is not checked: clients differ.
   */
  push(data: Buffer): HandshakeStep {
    if (this.#hello.full) return this.#awaitEcho(data)
    const taken = this.#hello.take(data)
    const hello = this.#hello.bytes()
    if (hello.length > 0 && hello.readUInt8() !== VERSION) throw new ProtocolError('not an RTMP handshake')
    if (hello.length < this.#hello.length) return {}
    return { reply: answer(hello.subarray(1)), ...this.#awaitEcho(data.subarray(taken)) }
  }

  #awaitEcho(data: Buffer): HandshakeStep {
    const taken = this.#echo.take(data)
    return this.#echo.full ? { rest: data.subarray(taken) } : {}
  }
}
