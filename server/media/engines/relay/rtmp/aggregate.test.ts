import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeFlvTag } from '../flv/flv-tags'
import { ProtocolError } from '../protocol-error'
import { frames, opening } from '../../../../../tests/support/relay/samples'
import { openAggregate } from './aggregate'
import { MESSAGE_TYPE } from './message'
import type { FlvTag } from '../flv/flv-tags'
import type { RtmpMessage } from './message'

const aggregate = (payload: Buffer, timestampMs = 0): RtmpMessage =>
  ({ type: MESSAGE_TYPE.aggregate, streamId: 1, timestampMs, payload })
const open = (payload: Buffer, timestampMs = 0): RtmpMessage[] => [...openAggregate(aggregate(payload, timestampMs))]
const asMessage = ({ type, timestampMs, body }: FlvTag): RtmpMessage =>
  ({ type, streamId: 1, timestampMs, payload: body })

test('a message of another type is unchanged', () => {
  const message = { ...aggregate(Buffer.from('x')), type: MESSAGE_TYPE.video }
  expect([...openAggregate(message)]).toEqual([message])
})

test('tags are read in order, with times relative to the aggregate', () => {
  const tags = [...opening(), ...frames(3)]
  const bytes = Buffer.concat(tags.map(encodeFlvTag))
  expect(open(bytes)).toEqual(tags.map(asMessage))
  const later = frames(3, { startMs: 5_000 })
  expect(open(Buffer.concat(later.map(encodeFlvTag)), 9_000)).toEqual(frames(3, { startMs: 9_000 }).map(asMessage))
})

test('times wrap to 0 after 2³² milliseconds', () => {
  const bytes = Buffer.concat(frames(2).map(encodeFlvTag))
  expect(open(bytes, 0xFFFFFFFF - 9).map(({ timestampMs }) => timestampMs)).toEqual([0xFFFFFFF6, 0xFFFFFFF6, 30, 30])
})

test('the last back pointer may be missing', () => {
  const bytes = Buffer.concat(frames(1).map(encodeFlvTag))
  expect(open(bytes.subarray(0, -4))).toEqual(frames(1).map(asMessage))
})

test('a truncated aggregate is a protocol error wherever it is cut', () => {
  const bytes = Buffer.concat(frames(2).map(encodeFlvTag))
  const boundaries = new Set(frames(2)
    .map((_, index, all) => Buffer.concat(all.slice(0, index).map(encodeFlvTag)).length))
  fc.assert(fc.property(fc.nat(bytes.length - 5), length => {
    const isWhole = [...boundaries].some(end => length <= end && length >= end - 4)
    if (isWhole) expect(() => open(bytes.subarray(0, length))).not.toThrow()
    else expect(() => open(bytes.subarray(0, length))).toThrow(ProtocolError)
  }))
})

test('arbitrary bytes yield messages or a protocol error', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(0xFFFFFFFF), (bytes, timestampMs) => {
    try {
      for (const each of open(Buffer.from(bytes), timestampMs)) expect(each.timestampMs).toBeLessThan(2 ** 32)
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError)
    }
  }), { numRuns: 1000 })
})
