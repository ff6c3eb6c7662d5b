import { expect, test } from 'vitest'
import { shouldReconnect } from '../kernel/close-codes'
import { MEDIA_CLOSE, toMediaCloseReason } from './close'
import type { MediaCloseReason } from './close'

const reasons = Object.keys(MEDIA_CLOSE) as MediaCloseReason[]

test('every reason has its own number in the range of WebSocket codes for applications', () => {
  const codes = reasons.map(reason => MEDIA_CLOSE[reason].code)
  expect(new Set(codes).size).toBe(reasons.length)
  expect(codes.every(code => code >= 4000 && code <= 4999)).toBe(true)
})

test('a number is read back as its reason, an unknown number as undefined', () => {
  for (const reason of reasons) expect(toMediaCloseReason(MEDIA_CLOSE[reason].code)).toBe(reason)
  expect(toMediaCloseReason(1006)).toBeUndefined()
})

test('peers reconnect only after a close for a temporary reason', () => {
  expect(reasons.filter(reason => shouldReconnect(MEDIA_CLOSE[reason].code)))
    .toEqual(['SERVER_RESTART', 'TOO_SLOW', 'SILENT', 'INTERNAL', 'NOT_LIVE', 'TOO_MANY'])
})
