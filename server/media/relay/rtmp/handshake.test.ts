import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { cut } from '../testing/samples'
import { HANDSHAKE_BYTES, ServerHandshake } from './handshake'

const hello = Buffer.concat([Buffer.of(3), Buffer.alloc(HANDSHAKE_BYTES, 0x11)])
const echo = Buffer.alloc(HANDSHAKE_BYTES, 0x22)
const after = Buffer.from('connect')

test('answers the hello with its echo and a version that announces no digest', () => {
  const { reply, rest } = new ServerHandshake().push(hello)
  expect(reply).toHaveLength(1 + 2 * HANDSHAKE_BYTES)
  expect(reply?.[0]).toBe(3)
  expect(reply?.subarray(5, 9)).toEqual(Buffer.alloc(4))
  expect(reply?.subarray(1 + HANDSHAKE_BYTES)).toEqual(hello.subarray(1))
  expect(rest).toBeUndefined()
})

test('comes out the same wherever the bytes are cut, and hands on what follows', () => {
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
