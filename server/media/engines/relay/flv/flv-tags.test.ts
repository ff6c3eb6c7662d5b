import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { audioHeader, interframe, keyframe, metadata, sound, videoHeader } from '../../../../../tests/support/relay/samples'
import { TAG_TYPE, encodeFlvHeader, encodeFlvTag, kindOf } from './flv-tags'
import type { FlvTag, TagKind, TagType } from './flv-tags'

const HVC1 = '68766331'
const AV01 = '61763031'
const OPUS = '4f707573'
const tag = (type: TagType, hex: string): FlvTag => ({ type, timestampMs: 0, body: Buffer.from(hex, 'hex') })

test('names the contents of a tag', () => {
  expect([metadata(), videoHeader(), audioHeader(), keyframe(0), interframe(0), sound(0)].map(kindOf))
    .toEqual(['metadata', 'videoHeader', 'audioHeader', 'keyframe', 'interframe', 'audio'])
})

/** First bytes written by hand from Enhanced RTMP v2 and from the output of Chinese encoders. */
test.each<[string, FlvTag, TagKind]>([
  ['H.264 configuration', tag(TAG_TYPE.video, '1700000000' + '01'), 'videoHeader'],
  ['classic HEVC configuration', tag(TAG_TYPE.video, '1c00000000' + '01'), 'videoHeader'],
  ['classic HEVC keyframe', tag(TAG_TYPE.video, '1c01000000' + '26'), 'keyframe'],
  ['classic HEVC interframe', tag(TAG_TYPE.video, '2c01000000' + '02'), 'interframe'],
  ['HEVC configuration', tag(TAG_TYPE.video, '90' + HVC1 + '01'), 'videoHeader'],
  ['HEVC keyframe', tag(TAG_TYPE.video, '91' + HVC1 + '000028' + '26'), 'keyframe'],
  ['HEVC interframe', tag(TAG_TYPE.video, 'a1' + HVC1 + '000028' + '02'), 'interframe'],
  ['HEVC keyframe without a composition time', tag(TAG_TYPE.video, '93' + HVC1 + '26'), 'keyframe'],
  [
    'HEVC keyframe behind its nanoseconds',
    tag(TAG_TYPE.video, '97' + '02' + '0f4240' + '01' + HVC1 + '000000' + '26'),
    'keyframe',
  ],
  [
    'HEVC keyframe behind a long modifier',
    tag(TAG_TYPE.video, '97' + 'ff00ff' + 'ee'.repeat(256) + '03' + HVC1 + '26'),
    'keyframe',
  ],
  ['AV1 configuration', tag(TAG_TYPE.video, '90' + AV01 + '81'), 'videoHeader'],
  ['AV1 keyframe', tag(TAG_TYPE.video, '91' + AV01 + '12'), 'keyframe'],
  ['AV1 interframe', tag(TAG_TYPE.video, 'b1' + AV01 + '12'), 'interframe'],
  ['enhanced H.264 keyframe', tag(TAG_TYPE.video, '91' + '61766331' + '000000' + '65'), 'keyframe'],
  ['keyframe made by a server', tag(TAG_TYPE.video, '4701000000' + '65'), 'keyframe'],
  ['Opus configuration', tag(TAG_TYPE.audio, '90' + OPUS + '4f'), 'audioHeader'],
  ['Opus', tag(TAG_TYPE.audio, '91' + OPUS + '4f'), 'audio'],
  ['enhanced AAC configuration', tag(TAG_TYPE.audio, '90' + '6d703461' + '1210'), 'audioHeader'],
  ['enhanced AAC', tag(TAG_TYPE.audio, '91' + '6d703461' + '21'), 'audio'],
])('%s', (_, each, kind) => {
  expect(kindOf(each)).toBe(kind)
})

test.each([
  ['an empty body', tag(TAG_TYPE.video, '')],
  ['an empty frame', tag(TAG_TYPE.video, '1701000000')],
  ['an empty sound', tag(TAG_TYPE.audio, 'af01')],
  ['the end of the sequence', tag(TAG_TYPE.video, '170200000000')],
  ['a frame of commands', tag(TAG_TYPE.video, '570100000000')],
  ['an enhanced tag of one byte', tag(TAG_TYPE.video, '90')],
  ['a FourCC cut short', tag(TAG_TYPE.video, '90687663')],
  ['an HEVC frame without a frame', tag(TAG_TYPE.video, '91' + HVC1 + '000000')],
  ['an AV1 frame without a frame', tag(TAG_TYPE.video, '91' + AV01)],
  ['colour information', tag(TAG_TYPE.video, '94' + HVC1 + '02')],
  ['the end of an enhanced sequence', tag(TAG_TYPE.video, '92' + HVC1 + '00')],
  ['a modifier without an end', tag(TAG_TYPE.video, '97ff')],
  ['a channel layout', tag(TAG_TYPE.audio, '94' + OPUS + '00')],
  ['Opus without a frame', tag(TAG_TYPE.audio, '91' + OPUS)],
])('%s is ignored', (_, each) => {
  expect(kindOf(each)).toBe('ignored')
})

describe('refuses', () => {
  test.each([
    ['H.263', tag(TAG_TYPE.video, '120000')],
    ['VP9', tag(TAG_TYPE.video, '90' + '76703039' + '01')],
    ['several video tracks', tag(TAG_TYPE.video, '96' + '00' + HVC1)],
    ['several video tracks behind a modifier', tag(TAG_TYPE.video, '97' + '00' + '00' + '06' + '00' + HVC1)],
    ['MP3', tag(TAG_TYPE.audio, '2fff')],
    ['enhanced MP3', tag(TAG_TYPE.audio, '91' + '2e6d7033' + 'ff')],
    ['several audio tracks', tag(TAG_TYPE.audio, '95' + '00' + OPUS)],
  ])('%s', (_, each) => {
    expect(() => kindOf(each)).toThrow(ProtocolError)
  })
})

test('names the contents of every body, or throws a protocol error', () => {
  const head = fc.constantFrom('17', '1c', '90', '91', '93', '97', 'a1', 'af', '9000', '97ff')
  const fourCc = fc.constantFrom('', HVC1, AV01, OPUS)
  const type = fc.constantFrom(TAG_TYPE.audio, TAG_TYPE.video)
  fc.assert(fc.property(type, head, fourCc, fc.uint8Array({ maxLength: 20 }), (type, first, second, rest) => {
    try {
      const body = Buffer.concat([Buffer.from(first + second, 'hex'), rest])
      expect(kindOf({ type, timestampMs: 0, body })).toEqual(expect.any(String))
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError)
    }
  }), { numRuns: 3000 })
})

test('the file header announces the existing tracks', () => {
  const flags = (audio: boolean, video: boolean) => encodeFlvHeader({ audio, video })[4]
  expect([flags(true, true), flags(true, false), flags(false, true)]).toEqual([5, 4, 1])
})

test('a tag is written in the layout of the specification', () => {
  expect(encodeFlvTag({ type: TAG_TYPE.audio, timestampMs: 0x12345678, body: Buffer.of(0xAA, 0xBB) }).toString('hex'))
    .toBe('08' + '000002' + '345678' + '12' + '000000' + 'aabb' + '0000000d')
})
