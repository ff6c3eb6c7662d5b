import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { audioHeader, interframe, keyframe, metadata, sound, videoHeader } from '../testing/samples'
import { TAG_TYPE, encodeFlvHeader, encodeFlvTag, kindOf } from './flv-tags'
import type { FlvTag, TagType } from './flv-tags'

const tag = (type: TagType, hex: string): FlvTag => ({ type, timestampMs: 0, body: Buffer.from(hex, 'hex') })

test('says what is in a tag', () => {
  expect([metadata(), videoHeader(), audioHeader(), keyframe(0), interframe(0), sound(0)].map(kindOf))
    .toEqual(['metadata', 'videoHeader', 'audioHeader', 'keyframe', 'interframe', 'audio'])
})

test.each([
  ['an empty body', tag(TAG_TYPE.video, '')],
  ['an empty frame', tag(TAG_TYPE.video, '1701000000')],
  ['an empty sound', tag(TAG_TYPE.audio, 'af01')],
  ['the end of the sequence', tag(TAG_TYPE.video, '170200000000')],
  ['a frame of commands', tag(TAG_TYPE.video, '570100000000')],
])('%s is ignored', (_, each) => {
  expect(kindOf(each)).toBe('ignored')
})

describe('refuses', () => {
  test.each([
    ['H.263', tag(TAG_TYPE.video, '120000')],
    ['enhanced FLV', tag(TAG_TYPE.video, '9068766331')],
    ['MP3', tag(TAG_TYPE.audio, '2fff')],
  ])('%s', (_, each) => {
    expect(() => kindOf(each)).toThrow(ProtocolError)
  })
})

test('the file header announces the tracks there are', () => {
  const flags = (audio: boolean, video: boolean) => encodeFlvHeader({ audio, video })[4]
  expect([flags(true, true), flags(true, false), flags(false, true)]).toEqual([5, 4, 1])
})

test('a tag is written as the specification shows', () => {
  expect(encodeFlvTag({ type: TAG_TYPE.audio, timestampMs: 0x12345678, body: Buffer.of(0xAA, 0xBB) }).toString('hex'))
    .toBe('08' + '000002' + '345678' + '12' + '000000' + 'aabb' + '0000000d')
})
