import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMediaAck } from './ack'

test('reads how much has arrived', () => {
  expect(parseMediaAck('{"received":123456}')).toEqual({ received: 123_456 })
  expect(parseMediaAck('{"received":0,"more":true}')).toEqual({ received: 0 })
})

test('takes nothing else for one', () => {
  for (const data of [undefined, new ArrayBuffer(4), '', '{', 'null', '7', '{"received":-1}', '{"received":"9"}', '{"received":1.5}']) {
    expect(parseMediaAck(data)).toBeUndefined()
  }
})

test('never throws', () => {
  fc.assert(fc.property(fc.anything(), data => void parseMediaAck(data)))
  fc.assert(fc.property(fc.json(), data => void parseMediaAck(data)))
})
