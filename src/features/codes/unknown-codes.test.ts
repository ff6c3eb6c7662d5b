import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PLAYER_EVENTS, toPlayerEvent } from './player-events'
import { toPusherEvent } from './pusher-events'
import { MOST_UNKNOWN_CODES, NO_UNKNOWN_CODES, countUnknown, decodeCode } from './unknown-codes'
import type { UnknownCodes } from './unknown-codes'

function countAll(codes: readonly number[]): { codes: UnknownCodes, logged: number[] } {
  let state = NO_UNKNOWN_CODES
  const logged: number[] = []
  for (const code of codes) {
    const { codes: next, isNew } = countUnknown(state, code)
    state = next
    if (isNew) logged.push(code)
  }
  return { codes: state, logged }
}

test('a code is known to one component and not to the other', () => {
  const { code } = PLAYER_EVENTS.PLAYING
  expect(decodeCode(code, toPlayerEvent)).toEqual({ kind: 'known', event: 'PLAYING' })
  expect(decodeCode(code, toPusherEvent)).toEqual({ kind: 'unknown', code })
})

test('whatever number comes, it is known or unknown, never an error', () => {
  fc.assert(fc.property(fc.oneof(fc.integer(), fc.double()), code => {
    const decoded = decodeCode(code, toPlayerEvent)
    if (decoded.kind === 'known') expect(PLAYER_EVENTS[decoded.event].code).toBe(code)
    else expect(decoded.code).toBe(code)
  }))
})

test('the first of a number is logged, the others are counted', () => {
  const { codes, logged } = countAll([9001, 9002, 9001, 9001])
  expect(logged).toEqual([9001, 9002])
  expect([...codes.counts]).toEqual([[9001, 3], [9002, 1]])
})

test('a flood of ever new numbers is logged to an end, and still counted', () => {
  const flood = Array.from({ length: MOST_UNKNOWN_CODES + 20 }, (_, i) => 100_000 + i)
  const { codes, logged } = countAll(flood)
  expect(codes.counts.size).toBe(MOST_UNKNOWN_CODES)
  expect(codes.others).toBe(20)
  expect(logged).toHaveLength(MOST_UNKNOWN_CODES + 1)
})

test('no code is lost, whatever the order, and counting changes no state that was handed out', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 300 }), sent => {
    const { codes } = countAll(sent)
    const counted = [...codes.counts.values()].reduce((sum, count) => sum + count, 0)
    expect(counted + codes.others).toBe(sent.length)
    expect(codes.counts.size).toBeLessThanOrEqual(MOST_UNKNOWN_CODES)
    expect(NO_UNKNOWN_CODES.counts.size).toBe(0)
  }))
})
