import { expect, test } from 'vitest'
import { amfObject, encodeAmf } from '../rtmp/amf/amf0'
import { encodeAmf3 } from '../../../../../tests/support/relay/amf3-writer'
import { readMetadata } from './metadata'

const LIMIT = 1000

/** Invalid UTF-8 bytes grow threefold when they are read and written again. */
const uint29Text = (bytes: number): Buffer =>
  Buffer.concat([
    Buffer.of((bytes * 2 + 1) >> 14 | 0x80, (bytes * 2 + 1) >> 7 & 0x7F | 0x80, (bytes * 2 + 1) & 0x7F),
    Buffer.alloc(bytes, 0xFF),
  ])
const plain = encodeAmf('onMetaData', amfObject({ width: 640, videocodecid: 7 }))

test('removes the prefix that RTMP publishers add', () => {
  const prefixed = Buffer.concat([encodeAmf('@setDataFrame'), plain])
  expect(readMetadata(prefixed, LIMIT)?.body).toEqual(plain)
  expect(readMetadata(plain, LIMIT)?.body).toEqual(plain)
})

test('rewrites AMF3 as AMF0, because players cannot read AMF3', () => {
  const properties = amfObject({ width: 640, videocodecid: 7 })
  const body = Buffer.concat([encodeAmf('@setDataFrame', 'onMetaData'), encodeAmf3(properties)])
  expect(readMetadata(body, LIMIT)).toEqual({
    body: encodeAmf('onMetaData', properties),
    announces: { video: true, audio: false },
  })
})

test('a name that is too long for AMF0 makes the metadata unreadable and does not throw', () => {
  const invalidUtf8 = Buffer.concat([Buffer.from('110a0b01', 'hex'), uint29Text(30_000), Buffer.from('0101', 'hex')])
  expect(readMetadata(Buffer.concat([encodeAmf('onMetaData'), invalidUtf8]), 1_000_000)).toBeUndefined()
})

test('names the announced tracks', () => {
  expect(readMetadata(plain, LIMIT)?.announces).toEqual({ video: true, audio: false })
  const denied = encodeAmf('onMetaData', amfObject({ hasVideo: false, videocodecid: 7, hasAudio: true }))
  expect(readMetadata(denied, LIMIT)?.announces).toEqual({ video: false, audio: true })
})

test.each([
  ['other data', encodeAmf('onCuePoint', amfObject({}))],
  ['a name alone', encodeAmf('onMetaData')],
  ['something unreadable', Buffer.of(0x02, 0xFF)],
  ['nothing', Buffer.alloc(0)],
  ['something above the limit', Buffer.concat([plain, encodeAmf('x'.repeat(LIMIT))])],
])('%s is no metadata', (_, body) => {
  expect(readMetadata(body, LIMIT)).toBeUndefined()
})
