import { expect, test } from 'vitest'
import { shouldReconnect } from '../kernel/close-codes'
import { CHANNEL_CLOSE } from './close'
import type { ChannelCloseReason } from './close'

const reasons = Object.keys(CHANNEL_CLOSE) as ChannelCloseReason[]

test('every reason has its own number in the range of WebSocket codes for applications', () => {
  const codes = reasons.map(reason => CHANNEL_CLOSE[reason].code)
  expect(new Set(codes).size).toBe(reasons.length)
  expect(codes.every(code => code >= 4000 && code <= 4999)).toBe(true)
})

test('clients reconnect after a fault of the server or the network, not after a refusal', () => {
  expect(reasons.filter(reason => shouldReconnect(CHANNEL_CLOSE[reason].code)))
    .toEqual(['SERVER_RESTART', 'TOO_SLOW', 'SILENT', 'INTERNAL'])
  expect(shouldReconnect(1006)).toBe(true)
})
