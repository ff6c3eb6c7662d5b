import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STALLED_AFTER_MS } from '@/features/pusher/rules/effects'
import { connect, wait } from '@/features/pusher/rules/state'
import type { PusherState } from '@/features/pusher/rules/state'
import { FIRST_TRY } from '@/features/recovery/rules/ladder'
import { nextTry, secondsUntil } from './next-try'

const SINCE = 1_000_000
const platformReconnecting: PusherState = { phase: 'platform-reconnecting', reports: 1, ...FIRST_TRY }
const waiting = wait({ step: 'restart', attempt: 3, failures: 3 }, 'NETWORK_LOST', 4_200)

describe('the next try', () => {
  it('is due when the timer of the machine is due', () => {
    expect(nextTry(waiting, SINCE, true)).toEqual({ kind: 'wait', atMs: SINCE + 4_200 })
    expect(nextTry(connect(FIRST_TRY), SINCE, true)).toEqual({ kind: 'trying', atMs: SINCE + STALLED_AFTER_MS })
    expect(nextTry(platformReconnecting, SINCE, true)).toEqual({ kind: 'trying', atMs: SINCE + STALLED_AFTER_MS })
  })

  it('waits for the network, except while the platform itself reconnects', () => {
    expect(nextTry(waiting, SINCE, false)).toEqual({ kind: 'network' })
    expect(nextTry(connect(FIRST_TRY), SINCE, false)).toEqual({ kind: 'network' })
    expect(nextTry(platformReconnecting, SINCE, false)).toMatchObject({ kind: 'trying' })
  })

  it.each<PusherState>([
    { phase: 'live' }, { phase: 'idle' }, { phase: 'interrupted', by: 'call' }, { phase: 'failed', reason: 'SILENT' },
    { phase: 'ended' },
  ])('is undefined in $phase', state => {
    expect(nextTry(state, SINCE, true)).toBeUndefined()
  })

  it('counts down in whole seconds and never below 0', () => {
    expect([4_200, 4_000, 1, 0, -500].map(ms => secondsUntil(SINCE + ms, SINCE))).toEqual([5, 4, 1, 0, 0])
    fc.assert(fc.property(fc.nat(60_000), fc.nat(60_000), fc.nat(60_000), (atMs, nowMs, laterMs) => {
      expect(secondsUntil(atMs, nowMs + laterMs)).toBeLessThanOrEqual(secondsUntil(atMs, nowMs))
    }))
  })
})
