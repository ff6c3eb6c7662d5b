import fc from 'fast-check'
import { expect, it } from 'vitest'
import { answerOf, helloBytes, isBlocked } from './rtmp-handshake'

it('begins with version 3, a time and four zero bytes', () => {
  const hello = new Uint8Array(helloBytes())
  expect(hello).toHaveLength(1 + 1_536)
  expect([...hello.subarray(0, 9)]).toEqual([3, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(new Set(hello.subarray(9)).size).toBeGreaterThan(100)
})

it('accepts S0 with S1 and nothing less', () => {
  expect(answerOf(3, 1)).toBe('incomplete')
  expect(answerOf(3, 1_536)).toBe('incomplete')
  expect(answerOf(3, 1_537)).toBe('open')
  expect(answerOf(3, 3_073)).toBe('open')
})

it('recognises any other peer by its first byte', () => {
  for (const text of ['HTTP/1.1 302 Found', 'SSH-2.0', '\x16\x03\x01', '\x06']) {
    expect(answerOf(text.charCodeAt(0), text.length)).toBe('not-rtmp')
  }
  fc.assert(fc.property(fc.integer({ min: 0, max: 255 }).filter(byte => byte !== 3), fc.nat(5_000), (byte, total) => {
    expect(answerOf(byte, total)).toBe('not-rtmp')
  }))
})

it('blames the network only for a test that was possible and failed', () => {
  const outcomes = ['open', 'refused', 'no-answer', 'not-rtmp', 'untestable', 'not-needed'] as const
  expect(outcomes.filter(isBlocked)).toEqual(['refused', 'no-answer', 'not-rtmp'])
})
