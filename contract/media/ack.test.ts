import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMediaAck } from './ack'

test('reads the number of received bytes', () => {
  expect(parseMediaAck('{"received":123456}')).toEqual({ received: 123_456 })
  expect(parseMediaAck('{"received":0,"more":true}')).toEqual({ received: 0 })
})

const OTHER_MESSAGES = [
  undefined, new ArrayBuffer(4), '', '{', 'null', '7', '{"received":-1}', '{"received":"9"}', '{"received":1.5}',
]

test('any other message is not an acknowledgement', () => {
  for (const data of OTHER_MESSAGES) {
    expect(parseMediaAck(data)).toBeUndefined()
  }
})

test('never throws', () => {
  fc.assert(fc.property(fc.anything(), data => void parseMediaAck(data)))
  fc.assert(fc.property(fc.json(), data => void parseMediaAck(data)))
})
