import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { encodeAmf3 } from '../../../../../tests/support/relay/amf3-writer'
import { amfObject, encodeAmf } from './amf/amf0'
import { readCommand } from './commands'
import { MESSAGE_TYPE } from './message'
import type { AmfValue } from './amf/amf0'

const command = (...values: AmfValue[]) =>
  ({ type: MESSAGE_TYPE.command, streamId: 0, timestampMs: 0, payload: encodeAmf(...values) })

test('reads the commands of an encoder', () => {
  const app = amfObject({ app: 'live', tcUrl: 'rtmp://127.0.0.1/live' })
  expect(readCommand(command('connect', 1, app)))
    .toEqual({ name: 'connect', transaction: 1, app: 'live', objectEncoding: 0, fourCcList: [] })
  expect(readCommand(command('createStream', 4, null))).toEqual({ name: 'createStream', transaction: 4 })
  expect(readCommand(command('publish', 5, null, 's1?ticket=t', 'live')))
    .toEqual({ name: 'publish', streamName: 's1?ticket=t' })
  expect(readCommand(command('play', 5, null, 's1', -2000))).toEqual({ name: 'play', streamName: 's1' })
  expect(readCommand(command('deleteStream', 6, null, 1))).toEqual({ name: 'deleteStream' })
  expect(readCommand(command('_checkbw', 2, null))).toEqual({ name: '_checkbw', transaction: 2 })
  expect(readCommand(command('pause', 0, null, true, 0))).toEqual({ name: 'other' })
})

test('reads the codecs of Enhanced RTMP and the request for AMF3, and skips values that are not a FourCC', () => {
  const object = amfObject({ app: 'live', objectEncoding: 3, fourCcList: ['hvc1', 7, 'av01', 'x'.repeat(5), null] })
  expect(readCommand(command('connect', 1, object))).toMatchObject({ objectEncoding: 3, fourCcList: ['hvc1', 'av01'] })
})

describe('an AMF3 command', () => {
  const asAmf3 = (payload: Buffer) => ({ type: MESSAGE_TYPE.commandAmf3, streamId: 0, timestampMs: 0, payload })

  test.each([['with', Buffer.of(0)], ['without', Buffer.alloc(0)]])('is read %s its format byte', (_, format) => {
    expect(readCommand(asAmf3(Buffer.concat([format, encodeAmf('createStream', 2, null)]))))
      .toEqual({ name: 'createStream', transaction: 2 })
  })

  test('may have AMF3 values as its arguments', () => {
    const connect = Buffer.concat([
      Buffer.of(0),
      encodeAmf('connect', 1),
      encodeAmf3(amfObject({ app: 'live', objectEncoding: 3 })),
    ])
    expect(readCommand(asAmf3(connect))).toMatchObject({ name: 'connect', app: 'live', objectEncoding: 3 })
    const publish = Buffer.concat([
      Buffer.of(0),
      encodeAmf('publish', 3, null),
      encodeAmf3('s1?ticket=t'),
      encodeAmf3('live'),
    ])
    expect(readCommand(asAmf3(publish))).toEqual({ name: 'publish', streamName: 's1?ticket=t' })
  })
})

describe('refuses', () => {
  test.each<[string, AmfValue[]]>([
    ['an empty message', []],
    ['a name that is no string', [5, 1]],
    ['connect without an object', ['connect', 1]],
    ['connect with null', ['connect', 1, null]],
    ['connect with a string', ['connect', 1, 'live']],
    ['connect without an application', ['connect', 1, amfObject({ tcUrl: 'not a url' })]],
    ['connect with an application that is no string', ['connect', 1, amfObject({ app: 7 })]],
    ['connect without a transaction number', ['connect', 'x', amfObject({ app: 'live' })]],
    ['publish without a name', ['publish', 5, null]],
    ['publish with a number for a name', ['publish', 5, null, 7]],
    ['play with an object for a name', ['play', 5, null, amfObject({})]],
  ])('%s', (_, values) => {
    expect(() => readCommand(command(...values))).toThrow(ProtocolError)
  })
})
