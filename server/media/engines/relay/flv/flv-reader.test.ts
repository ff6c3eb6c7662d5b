import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { cut, flvFile, frames, keyframe, opening } from '../../../../../tests/support/relay/samples'
import { FlvReader } from './flv-reader'
import { TAG_TYPE, encodeFlvHeader, encodeFlvTag } from './flv-tags'

const MAX_BODY_BYTES = 10_000
const reader = (): FlvReader => new FlvReader(MAX_BODY_BYTES)

const anyTag = fc.record({
  type: fc.constantFrom(TAG_TYPE.audio, TAG_TYPE.video, TAG_TYPE.script),
  timestampMs: fc.oneof(fc.nat(5000), fc.constantFrom(0xFFFFFF, 0x1000000, 0xFFFFFFFF)),
  body: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)),
})

test('tags are read back unchanged wherever the bytes are split', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 30 })
  fc.assert(fc.property(fc.array(anyTag, { maxLength: 8 }), cuts, (tags, sizes) => {
    const flv = reader()
    expect(cut(flvFile(tags), sizes).flatMap(piece => flv.push(piece))).toEqual(tags)
  }))
})

test('tags are read back when every byte arrives alone', () => {
  const tags = [...opening(), ...frames(3)]
  const flv = reader()
  expect([...flvFile(tags)].flatMap(byte => flv.push(Buffer.of(byte)))).toEqual(tags)
})

test('a longer file header is skipped', () => {
  const header = encodeFlvHeader({ audio: true, video: true })
  header.writeUInt32BE(12, 5)
  const bytes = Buffer.concat([header.subarray(0, 9), Buffer.alloc(3), header.subarray(9), encodeFlvTag(keyframe(0))])
  expect(reader().push(bytes)).toEqual([keyframe(0)])
})

test('a tag shares no memory with the received bytes', () => {
  const bytes = flvFile([keyframe(0)])
  const [tag] = reader().push(bytes)
  bytes.fill(0)
  expect(tag).toEqual(keyframe(0))
})

describe('refuses', () => {
  const tagHeader = (first: number, length: number): Buffer => {
    const header = Buffer.alloc(11)
    header[0] = first
    header.writeUIntBE(length, 1, 3)
    return Buffer.concat([flvFile([]), header])
  }

  test.each([
    ['something else than FLV', Buffer.from('GET / HTTP/1.1\r\n')],
    ['a file header of 4 GB', Buffer.from('464c5601050000ffffffff', 'hex')],
    ['a file header that is too short', Buffer.from('464c56010500000000', 'hex')],
    ['an unknown tag type', tagHeader(7, 1)],
    ['an encrypted tag', tagHeader(0x20 | TAG_TYPE.video, 1)],
    ['a tag above the limit', tagHeader(TAG_TYPE.video, MAX_BODY_BYTES + 1)],
  ])('%s', (_, bytes) => {
    expect(() => reader().push(bytes)).toThrow(ProtocolError)
  })

  test('any bad input with a protocol error only', () => {
    fc.assert(fc.property(fc.boolean(), fc.uint8Array({ maxLength: 300 }), (withHeader, bytes) => {
      try {
        reader().push(Buffer.concat([withHeader ? flvFile([]) : Buffer.alloc(0), bytes]))
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError)
      }
    }), { numRuns: 1000 })
  })
})
