import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../../protocol-error'
import { encodeAmf3 } from '../../../../../../tests/support/relay/amf3-writer'
import { anyAmf } from '../../../../../../tests/support/relay/any-amf'
import { amfObject, decodeAmf, encodeAmf } from './amf0'

const amf3 = (hex: string): Buffer => Buffer.from(`11${hex}`, 'hex')

test('values are read back unchanged, between values of AMF0', () => {
  fc.assert(fc.property(anyAmf, anyAmf, (first, second) => {
    const bytes = Buffer.concat([encodeAmf('publish', 3), encodeAmf3(first), encodeAmf(null), encodeAmf3(second)])
    expect(decodeAmf(bytes)).toEqual(['publish', 3, first, null, second])
  }))
})

/** Written by hand from the specification: the test writer might share a mistake of the reader. */
describe('reads', () => {
  test.each<[string, string, unknown]>([
    ['the smallest integer', '04c0808000', -(2 ** 28)],
    ['the largest integer', '04bfffffff', 2 ** 28 - 1],
    ['minus one', '04ffffffff', -1],
    ['an integer of two bytes', '048100', 128],
    ['a double', '053ff8000000000000', 1.5],
    ['a text', '0607616263', 'abc'],
    ['a text that repeats, by reference', '090501' + '0607616263' + '0600', ['abc', 'abc']],
    ['a dynamic object', '0a0b01' + '07617070' + '06096c697665' + '01', amfObject({ app: 'live' })],
    ['an array with names', '0903' + '0378' + '0401' + '01' + '0402', new Map([['x', 1], ['0', 2]])],
    ['bytes, which nobody needs', '0c05ffff', undefined],
    ['XML', '0b093c612f3e', '<a/>'],
  ])('%s', (_, hex, value) => {
    expect(decodeAmf(amf3(hex))).toEqual([value])
  })
})

describe('malformed', () => {
  const nested = (depth: number): string => '090301'.repeat(depth) + '01'

  test.each([
    ['an unknown marker', '12'],
    ['a text longer than the message', '06ff7f61'],
    ['a reference to a text that never came', '0602'],
    ['a reference to an object', '0a00'],
    ['a reference to traits that never came', '0a01'],
    ['an externalizable object', '0a0701'],
    ['an array that claims 2²⁸ elements', '09ffffffff01'],
    ['traits that claim 2²⁵ names', '0affffffff01'],
    ['a vector', '0d0300'],
    ['a dictionary', '110300'],
    ['nesting of nine', nested(9)],
    ['nesting of 20,000', nested(20_000)],
    ['an object without an end', '0a0b010761707001'],
  ])('%s is a protocol error', (_, hex) => {
    expect(() => decodeAmf(amf3(hex))).toThrow(ProtocolError)
  })

  test('nesting of eight levels is read', () => {
    expect(decodeAmf(amf3(nested(8)))).toHaveLength(1)
  })

  test('a text of 60,000 bytes counts each time a reference repeats it', () => {
    const repeated = Array.from({ length: 100 }, () => 'x'.repeat(60_000))
    expect(() => decodeAmf(encodeAmf3(repeated))).toThrow('AMF with too much text')
  })

  test('arbitrary bytes throw a protocol error only', () => {
    const anyByte = fc.oneof(fc.integer({ min: 0, max: 0x12 }), fc.integer({ min: 0, max: 255 }))
    const bytes = fc.array(anyByte, { maxLength: 200 })
    fc.assert(fc.property(bytes, values => {
      try {
        decodeAmf(Buffer.from([0x11, ...values]))
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError)
      }
    }), { numRuns: 2000 })
  })
})
