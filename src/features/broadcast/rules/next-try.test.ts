import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STALLED_AFTER_MS } from '@/features/pusher/rules/effects'
import { connect, wait } from '@/features/pusher/rules/state'
import type { PusherState } from '@/features/pusher/rules/state'
import { FIRST_TRY } from '@/features/recovery/rules/ladder'
import { nextTry, secondsUntil } from './next-try'

const SINCE = 1_000_000
const waiting = wait({ step: 'restart', attempt: 3, failures: 3 }, 'NETWORK_LOST', () => 4_200)

describe('the next try', () => {
  it('comes when the machine\'s own timer is due', () => {
    expect(nextTry(waiting, SINCE, true)).toEqual({ kind: 'wait', atMs: SINCE + 4_200 })
    expect(nextTry(connect(FIRST_TRY), SINCE, true)).toEqual({ kind: 'trying', atMs: SINCE + STALLED_AFTER_MS })
    expect(nextTry({ phase: 'platform-reconnecting', reports: 1, ...FIRST_TRY }, SINCE, true)).toEqual({ kind: 'trying', atMs: SINCE + STALLED_AFTER_MS })
  })

  it('waits for a network where there is none, but for the platform\'s own tries', () => {
    expect(nextTry(waiting, SINCE, false)).toEqual({ kind: 'network' })
    expect(nextTry(connect(FIRST_TRY), SINCE, false)).toEqual({ kind: 'network' })
    expect(nextTry({ phase: 'platform-reconnecting', reports: 1, ...FIRST_TRY }, SINCE, false)).toMatchObject({ kind: 'trying' })
  })

  it.each<PusherState>([{ phase: 'live' }, { phase: 'idle' }, { phase: 'interrupted', by: 'call' }, { phase: 'failed', reason: 'SILENT' }, { phase: 'ended' }])(
    'is not promised in $phase', state => {
      expect(nextTry(state, SINCE, true)).toBeUndefined()
    })

  it('is counted down in whole seconds and never below none', () => {
    expect([4_200, 4_000, 1, 0, -500].map(ms => secondsUntil(SINCE + ms, SINCE))).toEqual([5, 4, 1, 0, 0])
    fc.assert(fc.property(fc.nat(60_000), fc.nat(60_000), fc.nat(60_000), (atMs, nowMs, laterMs) => {
      expect(secondsUntil(atMs, nowMs + laterMs)).toBeLessThanOrEqual(secondsUntil(atMs, nowMs))
    }))
  })
})
