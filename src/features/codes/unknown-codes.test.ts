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

test('a code may be known for one component and unknown for the other', () => {
  const { code } = PLAYER_EVENTS.PLAYING
  expect(decodeCode(code, toPlayerEvent)).toEqual({ kind: 'known', event: 'PLAYING' })
  expect(decodeCode(code, toPusherEvent)).toEqual({ kind: 'unknown', code })
})

test('any number decodes to a known or an unknown code, never to an error', () => {
  fc.assert(fc.property(fc.oneof(fc.integer(), fc.double()), code => {
    const decoded = decodeCode(code, toPlayerEvent)
    if (decoded.kind === 'known') expect(PLAYER_EVENTS[decoded.event].code).toBe(code)
    else expect(decoded.code).toBe(code)
  }))
})

test('an unknown number is logged once and counted each time', () => {
  const { codes, logged } = countAll([9001, 9002, 9001, 9001])
  expect(logged).toEqual([9001, 9002])
  expect([...codes.counts]).toEqual([[9001, 3], [9002, 1]])
})

test('the log of different numbers is limited, their count is not', () => {
  const flood = Array.from({ length: MOST_UNKNOWN_CODES + 20 }, (_, i) => 100_000 + i)
  const { codes, logged } = countAll(flood)
  expect(codes.counts.size).toBe(MOST_UNKNOWN_CODES)
  expect(codes.others).toBe(20)
  expect(logged).toHaveLength(MOST_UNKNOWN_CODES + 1)
})

test('every code is counted in any order, without a change to earlier states', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 300 }), sent => {
    const { codes } = countAll(sent)
    const counted = [...codes.counts.values()].reduce((sum, count) => sum + count, 0)
    expect(counted + codes.others).toBe(sent.length)
    expect(codes.counts.size).toBeLessThanOrEqual(MOST_UNKNOWN_CODES)
    expect(NO_UNKNOWN_CODES.counts.size).toBe(0)
  }))
})
