import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { cut } from '../../../../../tests/support/relay/samples'
import { HANDSHAKE_BYTES, ServerHandshake } from './handshake'
import { DIGEST_BYTES, PLAYER_KEYS, SERVER_KEYS, findDigest, hmac, writeDigest } from './handshake-digest'

const hello = Buffer.concat([Buffer.of(3), Buffer.alloc(HANDSHAKE_BYTES, 0x11)])
const echo = Buffer.alloc(HANDSHAKE_BYTES, 0x22)
const after = Buffer.from('connect')

test('answers the hello with its echo and the version without a digest', () => {
  const { reply, rest } = new ServerHandshake().push(hello)
  expect(reply).toHaveLength(1 + 2 * HANDSHAKE_BYTES)
  expect(reply?.[0]).toBe(3)
  expect(reply?.subarray(5, 9)).toEqual(Buffer.alloc(4))
  expect(reply?.subarray(1 + HANDSHAKE_BYTES)).toEqual(hello.subarray(1))
  expect(rest).toBeUndefined()
})

test('gives the same result wherever the bytes are split, and returns the bytes after it', () => {
  const bytes = Buffer.concat([hello, echo, after])
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 }), sizes => {
    const handshake = new ServerHandshake()
    const replies: Buffer[] = []
    const rest: Buffer[] = []
    for (const piece of cut(bytes, sizes)) {
      if (rest.length > 0) {
        rest.push(piece)
        continue
      }
      const step = handshake.push(piece)
      if (step.reply) replies.push(step.reply)
      if (step.rest) rest.push(step.rest)
    }
    expect(replies).toHaveLength(1)
    expect(Buffer.concat(rest)).toEqual(after)
  }))
})

test('refuses another protocol at its first byte', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 255 }).filter(byte => byte !== 3), byte => {
    expect(() => new ServerHandshake().push(Buffer.of(byte))).toThrow(ProtocolError)
  }))
})

describe('the digest handshake', () => {
  /** A hello as Flash Player and ffmpeg send it: a version, random bytes, and a digest in one of two places. */
  const signedHello = (filling: Buffer, scheme: 8 | 772): Buffer => {
    const bytes = Buffer.from(filling)
    bytes.writeUInt32BE(0x80000702, 4)
    writeDigest(bytes, scheme, PLAYER_KEYS.hello)
    return bytes
  }
  const anyFilling = fc.uint8Array({ minLength: HANDSHAKE_BYTES, maxLength: HANDSHAKE_BYTES })
    .map(bytes => Buffer.from(bytes))

  test('is answered in the layout of the client, with proof that its digest was read', () => {
    fc.assert(fc.property(anyFilling, fc.constantFrom(8 as const, 772 as const), (filling, scheme) => {
      const clientHello = signedHello(filling, scheme)
      const { reply = Buffer.alloc(0) } = new ServerHandshake().push(Buffer.concat([Buffer.of(3), clientHello]))
      const serverHello = reply.subarray(1, 1 + HANDSHAKE_BYTES)
      const serverEcho = reply.subarray(1 + HANDSHAKE_BYTES)
      expect(serverHello.readUInt8(4)).toBeGreaterThanOrEqual(3)
      expect(findDigest(serverHello, SERVER_KEYS.hello)?.scheme).toBe(scheme)
      const key = hmac(SERVER_KEYS.echo, findDigest(clientHello, PLAYER_KEYS.hello)?.digest ?? Buffer.alloc(0))
      expect(serverEcho.subarray(-DIGEST_BYTES)).toEqual(hmac(key, serverEcho.subarray(0, -DIGEST_BYTES)))
    }), { numRuns: 30 })
  })

  test('is answered with the simple handshake when one bit of the hello is changed', () => {
    fc.assert(fc.property(anyFilling, fc.integer({ min: 8, max: HANDSHAKE_BYTES - 1 }), (filling, at) => {
      const clientHello = signedHello(filling, 8)
      clientHello.writeUInt8(clientHello.readUInt8(at) ^ 1, at)
      const { reply } = new ServerHandshake().push(Buffer.concat([Buffer.of(3), clientHello]))
      expect(reply?.subarray(5, 9)).toEqual(Buffer.alloc(4))
      expect(reply?.subarray(1 + HANDSHAKE_BYTES)).toEqual(clientHello)
    }), { numRuns: 30 })
  })

  test('finds the digest in a hello of Flash, where the offset counts from after its four bytes', () => {
    const bytes = Buffer.alloc(HANDSHAKE_BYTES)
    bytes.fill(0xFF, 8, 12)
    writeDigest(bytes, 8, PLAYER_KEYS.hello)
    // 4 × 255 modulo 728, after the twelve bytes of time, version and offset.
    expect(bytes.subarray(12 + 1020 % 728, 12 + 1020 % 728 + DIGEST_BYTES))
      .toEqual(findDigest(bytes, PLAYER_KEYS.hello)?.digest)
  })
})

test('arbitrary bytes yield a reply or a protocol error', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 4 }), pieces => {
    const handshake = new ServerHandshake()
    try {
      for (const piece of pieces) handshake.push(Buffer.from(piece))
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError)
    }
  }))
})
