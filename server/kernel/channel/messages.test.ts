import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClientMessage } from './messages'

describe('a message of a client', () => {
  it('is read when a newer client added fields', () => {
    expect(parseClientMessage('{"type":"ping","since":3}')).toEqual({ type: 'ping' })
  })

  it.each([
    '', 'ping', 'null', '[]', '{}', '{"type":"beat"}', '{"type":["ping"]}', '{"type":"ping"',
  ])('is refused as %j', text => {
    expect(parseClientMessage(text)).toBeNull()
  })

  it('never throws for any input', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => {
      expect(parseClientMessage(text)).toBeNull()
    }))
  })
})
