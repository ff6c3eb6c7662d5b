import { describe, expect, expectTypeOf, test } from 'vitest'
import type { EventSpec } from './event-spec'
import { PLAYER_EVENTS, toPlayerEvent } from './player-events'
import type { PlayerFailure } from './player-events'
import { PUSHER_EVENTS, toPusherEvent } from './pusher-events'
import type { PusherFailure } from './pusher-events'

const tables: [string, Record<string, EventSpec>, (code: number) => string | undefined][] = [
  ['pusher', PUSHER_EVENTS, toPusherEvent],
  ['player', PLAYER_EVENTS, toPlayerEvent],
]

describe.each(tables)('%s events', (_, table, toEvent) => {
  const rows = Object.entries(table)

  test('have a number each', () => {
    expect(new Set(rows.map(([, spec]) => spec.code)).size).toBe(rows.length)
  })

  test('are found by their number', () => {
    for (const [name, spec] of rows) expect(toEvent(spec.code)).toBe(name)
  })

  test('say what they mean in both languages', () => {
    for (const [, { meaning }] of rows) {
      expect(meaning.zh).toMatch(/[\u4E00-\u9FFF]/)
      expect(meaning.en).toMatch(/^[\x20-\x7E]+$/)
    }
  })

  test('are fatal when WeChat counts them below zero', () => {
    for (const [, spec] of rows) if (spec.code < 0) expect(spec.severity).toBe('fatal')
  })

  test.each([10014, 2027, 999, Number.NaN])('an undocumented %d is unknown', code => {
    expect(toEvent(code)).toBeUndefined()
  })
})

/** Official table and guide (reference C4, C5), without what only Tencent's native SDK sends. */
test('every code that WeChat documents is in the tables', () => {
  const pusherCodes = [
    1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1101, 1102, 1103, 1104, 1105, 1106, 1107, 3001, 3002, 3003, 3004, 3005,
    5000, 5001, -1301, -1302, -1303, -1304, -1305, -1306, -1307, -1308, -1309, -1310, -1311, -1312, 10001, 10002, 10003, 10004,
  ]
  const playerCodes = [
    2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2030, 2032, 2101, 2102, 2103, 2104, 2105, 2106, 2107, 2108,
    3001, 3002, 3003, 3005, -2301, -2302,
  ]
  expect(pusherCodes.filter(code => toPusherEvent(code) === undefined)).toEqual([])
  expect(playerCodes.filter(code => toPlayerEvent(code) === undefined)).toEqual([])
})

test('a failure is a fatal event and nothing else', () => {
  expectTypeOf<'NETWORK_LOST'>().toExtend<PusherFailure>()
  expectTypeOf<'RECONNECTING'>().not.toExtend<PusherFailure>()
  expectTypeOf<PlayerFailure>().toEqualTypeOf<'NETWORK_LOST' | 'ACCELERATED_URL_FAILED'>()
})
