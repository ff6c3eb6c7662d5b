/**
 * Server side of the RTMP handshake: C0 C1 → S0 S1 S2, then C2. A hello without a digest gets the simple handshake
 * (specification 1.0, section 5.2), any other the digest handshake in the client's layout.
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
/** Clients with the digest handshake expect it from server version 3 on; the exact number does not matter. */
const DIGEST_VERSION = 0x04050001

interface HandshakeStep {
  /** Bytes to send immediately. */
  reply?: Buffer
  /** Bytes after the handshake, possibly none; set when the handshake is over. */
  rest?: Buffer
}

function randomHello(version: number): Buffer {
  const hello = Buffer.alloc(HANDSHAKE_BYTES)
  hello.writeUInt32BE(version, TIME_BYTES)
  return randomFillSync(hello, FIXED_BYTES)
}

/** A client without a digest must not get one: version 0 declares that, and the echo is the hello itself. */
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
   * Throws `ProtocolError` at the first byte of any other protocol (6 would be the encrypted RTMPE). The content of the
   * echo is not checked: clients differ.
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
