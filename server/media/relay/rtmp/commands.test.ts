import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../protocol-error'
import { amfObject, encodeAmf } from './amf0'
import { readCommand } from './commands'
import { MESSAGE_TYPE } from './message'
import type { AmfValue } from './amf0'

const command = (...values: AmfValue[]) =>
  ({ type: MESSAGE_TYPE.command, streamId: 0, timestampMs: 0, payload: encodeAmf(...values) })

test('reads what an encoder says', () => {
  const app = amfObject({ app: 'live', tcUrl: 'rtmp://127.0.0.1/live' })
  expect(readCommand(command('connect', 1, app))).toEqual({ name: 'connect', transaction: 1, app: 'live' })
  expect(readCommand(command('createStream', 4, null))).toEqual({ name: 'createStream', transaction: 4 })
  expect(readCommand(command('publish', 5, null, 's1?ticket=t', 'live'))).toEqual({ name: 'publish', streamName: 's1?ticket=t' })
  expect(readCommand(command('play', 5, null, 's1', -2000))).toEqual({ name: 'play', streamName: 's1' })
  expect(readCommand(command('deleteStream', 6, null, 1))).toEqual({ name: 'deleteStream' })
  expect(readCommand(command('_checkbw', 2, null))).toEqual({ name: 'other' })
})

test('skips the format byte of an AMF3 command', () => {
  const { payload, ...rest } = command('createStream', 2, null)
  const amf3 = { ...rest, type: MESSAGE_TYPE.commandAmf3, payload: Buffer.concat([Buffer.of(0), payload]) }
  expect(readCommand(amf3)).toEqual({ name: 'createStream', transaction: 2 })
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
