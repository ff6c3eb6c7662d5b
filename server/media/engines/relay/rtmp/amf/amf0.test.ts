import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../../protocol-error'
import { anyAmf } from '../../../../../../tests/support/relay/any-amf'
import { amfObject, decodeAmf, encodeAmf } from './amf0'

const nested = (depth: number): Buffer => {
  let bytes = encodeAmf(1)
  for (let level = 0; level < depth; level++) bytes = Buffer.concat([Buffer.of(0x0A, 0, 0, 0, 1), bytes])
  return bytes
}

test('values are read back unchanged', () => {
  fc.assert(fc.property(fc.array(anyAmf, { maxLength: 4 }), values => {
    expect(decodeAmf(encodeAmf(...values))).toEqual(values)
  }))
})

test('a string above 64 KB and an ECMA array with a wrong count are read', () => {
  const long = 'x'.repeat(70_000)
  expect(decodeAmf(encodeAmf(long))).toEqual([long])
  const ecma = Buffer.concat([Buffer.from('08ffffffff', 'hex'), encodeAmf(amfObject({ width: 640 })).subarray(1)])
  expect(decodeAmf(ecma)).toEqual([amfObject({ width: 640 })])
})

test('a typed object, XML and "unsupported" are read as their contents', () => {
  const typed = Buffer.concat([
    Buffer.from('100003', 'hex'),
    Buffer.from('abc'),
    encodeAmf(amfObject({ width: 640 })).subarray(1),
  ])
  expect(decodeAmf(typed)).toEqual([amfObject({ width: 640 })])
  const xmlAndUnsupported = Buffer.concat([Buffer.from('0f00000004', 'hex'), Buffer.from('<a/>'), Buffer.of(0x0D)])
  expect(decodeAmf(xmlAndUnsupported)).toEqual(['<a/>', undefined])
})

test('a key named like a prototype has no special meaning', () => {
  const [read] = decodeAmf(encodeAmf(new Map([['__proto__', 1]])))
  expect(read).toEqual(new Map([['__proto__', 1]]))
})

describe('malformed', () => {
  test.each([
    ['an unknown marker', Buffer.of(0x42)],
    ['a reference', Buffer.from('070001', 'hex')],
    ['an AMF3 value cut short', Buffer.of(0x11)],
    ['a number cut short', Buffer.from('00400000', 'hex')],
    ['a string longer than the message', Buffer.from('02ffff61', 'hex')],
    ['a long string of 4 GB', Buffer.from('0cffffffff61', 'hex')],
    ['an object without an end', encodeAmf(amfObject({ app: 'live' })).subarray(0, -3)],
    ['an array that claims 2³¹ elements', Buffer.from('0a80000000', 'hex')],
    ['an array of 513 elements', encodeAmf(Array.from({ length: 513 }, () => null))],
    ['513 values', encodeAmf(...Array.from({ length: 513 }, () => null))],
    ['nesting of nine', nested(9)],
    ['nesting of 20,000', nested(20_000)],
  ])('%s is a protocol error', (_, bytes) => {
    expect(() => decodeAmf(bytes)).toThrow(ProtocolError)
  })

  test('nesting of eight levels is read', () => {
    expect(decodeAmf(nested(8))).toHaveLength(1)
  })

  test('arbitrary bytes throw a protocol error only', () => {
    const marker = fc.constantFrom(0, 1, 2, 3, 5, 6, 8, 9, 0x0A, 0x0B, 0x0C, 0x10, 0x11)
    const bytes = fc.array(fc.oneof(marker, fc.integer({ min: 0, max: 255 })), { maxLength: 200 })
    fc.assert(fc.property(bytes, values => {
      try {
        decodeAmf(Buffer.from(values))
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError)
      }
    }), { numRuns: 2000 })
  })
})
