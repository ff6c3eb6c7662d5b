import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Bilingual, EventSpec, Recovery, Severity } from './event-spec'
import { PLAYER_EVENTS, toPlayerEvent } from './player-events'
import type { PlayerFailure } from './player-events'
import { PUSHER_EVENTS, toPusherEvent } from './pusher-events'
import type { PusherFailure } from './pusher-events'

const tables: [string, Record<string, EventSpec>, (code: number) => string | undefined][] = [
  ['pusher', PUSHER_EVENTS, toPusherEvent],
  ['player', PLAYER_EVENTS, toPlayerEvent],
]

/** Recoveries that are allowed for each severity. */
const RECOVERIES: Record<Severity, Recovery[]> = {
  progress: ['none'],
  degraded: ['none'],
  recovering: ['platform-retries', 'restart', 'new-url'],
  fatal: ['restart', 'rebuild', 'new-url', 'ask-user', 'end'],
}

function expectBothLanguages({ zh, en }: Bilingual): void {
  expect(zh).toMatch(/[\u4E00-\u9FFF]/)
  expect(en).toMatch(/^[\x20-\x7E]+$/)
}

describe.each(tables)('%s events', (_, table, toEvent) => {
  const rows = Object.entries(table)

  test('have unique numbers', () => {
    expect(new Set(rows.map(([, spec]) => spec.code)).size).toBe(rows.length)
  })

  test('are found by their number', () => {
    for (const [name, spec] of rows) expect(toEvent(spec.code)).toBe(name)
  })

  test.each(rows)('%s has texts in both languages', (_name, { meaning, advice, contradiction }) => {
    for (const text of [meaning, advice, contradiction]) if (text) expectBothLanguages(text)
  })

  test('have unique vendor names', () => {
    const vendorNames = rows.map(([, spec]) => spec.vendorName).filter(name => name !== null)
    expect(new Set(vendorNames).size).toBe(vendorNames.length)
    for (const name of vendorNames) expect(name).toMatch(/^(PUSH|PLAY)_(EVT|WARNING|ERR)_[A-Z_]+$/)
  })

  test.each(rows)('%s has a source, and a vendor name if the SDK is one', (_name, { source, vendorName }) => {
    expect(source.length).toBeGreaterThan(0)
    expect(new Set(source).size).toBe(source.length)
    if (source.includes('sdk')) expect(vendorName).not.toBeNull()
  })

  test.each(rows)('%s has a recovery that fits its severity', (_name, { severity, recovery }) => {
    expect(RECOVERIES[severity]).toContain(recovery)
  })

  test('are fatal when their number is negative', () => {
    for (const [, spec] of rows) if (spec.code < 0) expect(spec.severity).toBe('fatal')
  })

  test.each([10014, 2027, 999, Number.NaN])('the undocumented number %d is unknown', code => {
    expect(toEvent(code)).toBeUndefined()
  })
})

/**
 * Codes of WeChat's table and of the guide, without codes that only the SDK has
 * (docs/reference/wechat-live-components.md, C4, C5).
 */
test('every code that WeChat documents is in the tables', () => {
  const pusherCodes = [
    1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1101, 1102, 1103, 1104, 1105, 1106, 1107,
    3001, 3002, 3003, 3004, 3005, 5000, 5001,
    -1301, -1302, -1303, -1304, -1305, -1306, -1307, -1308, -1309, -1310, -1311, -1312, 10001, 10002, 10003, 10004,
  ]
  const playerCodes = [
    2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2030, 2032, 2101, 2102, 2103, 2104, 2105, 2106, 2107, 2108,
    3001, 3002, 3003, 3005, -2301, -2302,
  ]
  expect(pusherCodes.filter(code => toPusherEvent(code) === undefined)).toEqual([])
  expect(playerCodes.filter(code => toPlayerEvent(code) === undefined)).toEqual([])
})

test('the failure types contain fatal events only', () => {
  expectTypeOf<'NETWORK_LOST'>().toExtend<PusherFailure>()
  expectTypeOf<'RECONNECTING'>().not.toExtend<PusherFailure>()
  expectTypeOf<PlayerFailure>().toEqualTypeOf<
    'NETWORK_LOST' | 'ACCELERATED_URL_FAILED' | 'HEVC_DECODE_FAILED' | 'STREAM_SWITCH_FAILED' | 'SERVER_REFUSED'
  >()
})

test.each([3002, 3004, 3005, 1107, -1308, 5000, 5001, -1325])('the pusher\'s code %d has its contradiction', code => {
  const event = toPusherEvent(code)
  expect(event && (PUSHER_EVENTS[event] as EventSpec).contradiction).toBeDefined()
})

test.each([2032, 3002, 3004, -2301])('the player\'s code %d has its contradiction', code => {
  const event = toPlayerEvent(code)
  expect(event && (PLAYER_EVENTS[event] as EventSpec).contradiction).toBeDefined()
})

test('vendor names keep the vendor\'s spelling', () => {
  expect(PUSHER_EVENTS.CONNECT_FAILED.vendorName).toBe('PUSH_WARNING_SEVER_CONN_FAIL')
  expect(PUSHER_EVENTS.APP_SUSPENDED.vendorName).toBe('PUSH_WARNING_HANDUP_STOP')
  expect(PUSHER_EVENTS.SERVER_CLOSED.vendorName).not.toBe(PUSHER_EVENTS.READ_WRITE_FAILED.vendorName)
})

test('each component decodes numbers by its own table', () => {
  expect([toPusherEvent(-1308), toPlayerEvent(-1308)]).toEqual(['SCREEN_CAPTURE_REFUSED', undefined])
  expect([toPusherEvent(2032), toPlayerEvent(2032)]).toEqual([undefined, 'FIRST_FRAME_RENDERED'])
  expect(PUSHER_EVENTS.SERVER_CLOSED.recovery).toBe('new-url')
  expect(PLAYER_EVENTS.SERVER_CLOSED.recovery).toBe('platform-retries')
})
