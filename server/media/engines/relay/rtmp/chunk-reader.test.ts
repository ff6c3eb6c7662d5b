import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { CompressingChunkWriter } from '../../../../../tests/support/relay/compressing-chunk-writer'
import { cut } from '../../../../../tests/support/relay/samples'
import { ChunkReader } from './chunk-reader'
import { encodeMessage } from './chunk-writer'
import { MESSAGE_TYPE } from './message'
import type { RtmpMessage } from './message'

const LIMITS = { maxMessageBytes: 100_000, maxCommandBytes: 10_000, maxChunkStreams: 16, minChunkBytes: 128 }

function reader(): ChunkReader {
  const chunks = new ChunkReader(LIMITS)
  chunks.allowMedia()
  return chunks
}

/** Drops messages that only concern the chunks. */
const media = (messages: RtmpMessage[]): RtmpMessage[] => messages.filter(({ type }) => type > MESSAGE_TYPE.abort)

const message = (payload: Buffer | string, timestampMs = 0, type: number = MESSAGE_TYPE.video): RtmpMessage =>
  ({ type, streamId: 1, timestampMs, payload: Buffer.from(payload) })

const uint32 = (value: number): Buffer => Buffer.from(value.toString(16).padStart(8, '0'), 'hex')
const control = (type: number, value: number): Buffer =>
  encodeMessage({ ...message(uint32(value), 0, type), streamId: 0 }, 2, 128)

const anyMessage = fc.record({
  type: fc.constantFrom(MESSAGE_TYPE.audio, MESSAGE_TYPE.video, MESSAGE_TYPE.data, MESSAGE_TYPE.command),
  streamId: fc.constantFrom(0, 1),
  timestampMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.constantFrom(0xFFFFFE, 0xFFFFFF, 0x1000000, 0xFFFFFFFF)),
  payload: fc.uint8Array({ maxLength: 400 }).map(bytes => Buffer.from(bytes)),
})
const anyCuts = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 40 })

describe('messages', () => {
  test('are read back unchanged wherever the bytes are split', () => {
    fc.assert(fc.property(fc.array(anyMessage, { maxLength: 8 }), anyCuts, (messages, sizes) => {
      const bytes = Buffer.concat(messages.map(each => encodeMessage(each, 4, 128)))
      const chunks = reader()
      expect(cut(bytes, sizes).flatMap(piece => chunks.push(piece))).toEqual(messages)
    }))
  })

  test('are read back when every byte arrives alone', () => {
    const messages = [message(Buffer.alloc(300, 1), 0xFFFFFF), message('', 5), message('x', 7)]
    const bytes = Buffer.concat(messages.map(each => encodeMessage(each, 6, 128)))
    const chunks = reader()
    expect([...bytes].flatMap(byte => chunks.push(Buffer.of(byte)))).toEqual(messages)
  })

  test('are read back from compressed headers and interleaved chunk streams', () => {
    const messageList = fc.array(anyMessage, { minLength: 1, maxLength: 5 })
    const perStream = fc.dictionary(fc.constantFrom('3', '64', '319', '320', '65599'), messageList)
    const anyPicks = fc.array(fc.nat(), { minLength: 200, maxLength: 200 })
    fc.assert(fc.property(perStream, anyPicks, anyCuts, (streams, picks, sizes) => {
      const writer = new CompressingChunkWriter(128)
      const queues = Object.entries(streams)
        .map(([id, messages]) => messages.flatMap(each => writer.write(Number(id), each)))
      const woven: Buffer[] = []
      for (let turn = 0; queues.some(queue => queue.length > 0); turn++) {
        const waiting = queues.filter(queue => queue.length > 0)
        woven.push(...(waiting[(picks[turn] ?? 0) % waiting.length]?.splice(0, 1) ?? []))
      }
      const chunks = reader()
      const read = cut(Buffer.concat(woven), sizes).flatMap(piece => chunks.push(piece))
      const sent = Object.values(streams).flat()
      expect(read).toHaveLength(sent.length)
      for (const each of sent) expect(read).toContainEqual(each)
    }))
  })
})

describe('a change of the chunk size', () => {
  test('applies from the next chunk', () => {
    const big = message(Buffer.alloc(5000, 7))
    const bytes = Buffer.concat([control(MESSAGE_TYPE.setChunkSize, 4096), encodeMessage(big, 4, 4096)])
    expect(media(reader().push(bytes))).toEqual([big])
  })

  test.each([0, 1, 127, 0x80000000, 0xFFFFFFFF])('to %d is refused', size => {
    expect(() => reader().push(control(MESSAGE_TYPE.setChunkSize, size))).toThrow(ProtocolError)
  })

  test('to the largest number means one chunk per message', () => {
    const big = message(Buffer.alloc(90_000, 7))
    const chunks = reader()
    chunks.push(control(MESSAGE_TYPE.setChunkSize, 0x7FFFFFFF))
    expect(chunks.push(encodeMessage(big, 4, 0x7FFFFFFF))).toEqual([big])
  })
})

test('an aborted message is dropped and the next one is complete', () => {
  const chunks = reader()
  const [first = Buffer.alloc(0)] = new CompressingChunkWriter(128).write(4, message(Buffer.alloc(200, 1)))
  chunks.push(first)
  chunks.push(control(MESSAGE_TYPE.abort, 4))
  expect(chunks.push(encodeMessage(message('next'), 4, 128))).toEqual([message('next')])
})

describe('refuses', () => {
  test('a message longer than the limit, when it is announced', () => {
    const header = encodeMessage(message(Buffer.alloc(LIMITS.maxMessageBytes + 1)), 4, 128).subarray(0, 12)
    expect(() => reader().push(header)).toThrow('message too long')
  })

  test('a command above the command limit, also when media is allowed', () => {
    const command = (bytes: number) => encodeMessage(message(Buffer.alloc(bytes), 0, MESSAGE_TYPE.command), 3, 128)
    expect(reader().push(command(LIMITS.maxCommandBytes))).toHaveLength(1)
    expect(() => reader().push(command(LIMITS.maxCommandBytes + 1))).toThrow('message too long')
  })

  test('a picture before media is allowed', () => {
    const picture = encodeMessage(message(Buffer.alloc(LIMITS.maxCommandBytes + 1)), 4, 128)
    expect(() => new ChunkReader(LIMITS).push(picture)).toThrow('message too long')
  })

  test('unfinished messages that are too long together', () => {
    const chunks = reader()
    chunks.push(control(MESSAGE_TYPE.setChunkSize, 60_000))
    const firstChunk = (id: number) => encodeMessage(message(Buffer.alloc(90_000)), id, 60_000).subarray(0, 12 + 60_000)
    chunks.push(firstChunk(4))
    chunks.push(control(MESSAGE_TYPE.abort, 4))
    chunks.push(firstChunk(5))
    expect(() => chunks.push(firstChunk(6))).toThrow('too much unfinished')
  })

  test('a seventeenth chunk stream', () => {
    const chunks = reader()
    for (let id = 2; id < 18; id++) chunks.push(encodeMessage(message('x'), id, 128))
    expect(() => chunks.push(encodeMessage(message('x'), 18, 128))).toThrow('too many chunk streams')
  })

  test('a header that refers to a missing one', () => {
    expect(() => reader().push(Buffer.of(0b11 << 6 | 4))).toThrow(ProtocolError)
  })

  test('a new message inside an unfinished one of its chunk stream', () => {
    const chunks = reader()
    chunks.push(encodeMessage(message(Buffer.alloc(200)), 4, 128).subarray(0, 140))
    expect(() => chunks.push(encodeMessage(message('x'), 4, 128))).toThrow(ProtocolError)
  })
})

describe('a timestamp beyond 0xFFFFFF', () => {
  const long = message(Buffer.alloc(1000, 1), 0x12345678)
  const pieces = new CompressingChunkWriter(128).write(4, long)
  const [first = Buffer.alloc(0), ...rest] = pieces

  test('is repeated in each further chunk', () => {
    expect(reader().push(Buffer.concat(pieces))).toEqual([long])
  })

  test('may be omitted there, as some encoders do', () => {
    const without = rest.map(chunk => Buffer.concat([chunk.subarray(0, 1), chunk.subarray(5)]))
    expect(reader().push(Buffer.concat([first, ...without]))).toEqual([long])
  })

  test('may be repeated as the absolute time when the header gave a difference', () => {
    const writer = new CompressingChunkWriter(128)
    const start = writer.write(4, message('x', 7))
    const [head = Buffer.alloc(0), ...chunks] = writer.write(4, { ...long, timestampMs: 0x12345678 + 7 })
    const absolute = chunks.map(chunk =>
      Buffer.concat([chunk.subarray(0, 1), uint32(0x12345678 + 7), chunk.subarray(5)]))
    expect(reader().push(Buffer.concat([...start, head, ...absolute])))
      .toEqual([message('x', 7), { ...long, timestampMs: 0x12345678 + 7 }])
  })

  test('wraps to 0 after 2³² milliseconds, seven weeks', () => {
    const writer = new CompressingChunkWriter(128)
    const times = [0xFFFFFFFF - 30, 0xFFFFFFFF - 10]
    const bytes = [
      ...times.flatMap(time => writer.write(4, message('x', time))),
      Buffer.of(0b11 << 6 | 4),
      Buffer.from('x'),
    ]
    expect(reader().push(Buffer.concat(bytes)).map(({ timestampMs }) => timestampMs)).toEqual([...times, 9])
  })
})

test('arbitrary bytes yield messages or a protocol error', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), pieces => {
    const chunks = reader()
    try {
      for (const piece of pieces) chunks.push(Buffer.from(piece))
    } catch (error) {
      expect(error).toBeInstanceOf(ProtocolError)
    }
  }), { numRuns: 500 })
})
