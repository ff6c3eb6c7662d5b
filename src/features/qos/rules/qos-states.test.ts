import { describe, expect, it } from 'vitest'
import { QOS_STATES } from '@contract/qos/samples'
import type { QosState } from '@contract/qos/samples'
import type { PlayerState } from '@/features/player/rules/state'
import type { PusherState } from '@/features/pusher/rules/state'
import { playerQosState } from './player-qos-state'
import { pusherQosState } from './pusher-qos-state'
import type { QosHints } from './qos-hints'
import { FLOWING } from '@/features/recovery/rules/ladder'

const WELL: QosHints = { codes: [], quality: 1 }
const TRY = { ...FLOWING, attempt: 1, failures: 1 }

describe('the QoS state of the pusher', () => {
  it.each<[PusherState, QosState | null]>([
    [{ phase: 'idle' }, null], [{ phase: 'preflight', trouble: null }, null], [{ phase: 'ended' }, null],
    [{ phase: 'taken-over' }, null],
    [{ phase: 'refused', code: 'LESSON_ENDED' }, null],
    [{ phase: 'connecting', ...FLOWING, attempt: 0 }, 'starting'], [{ phase: 'connecting', ...TRY }, 'lost'],
    [{ phase: 'connecting', ...TRY, after: 'call' }, 'call'],
    [{ phase: 'live' }, 'good'], [{ phase: 'degraded', by: 'network', reports: 1 }, 'slow'],
    [{ phase: 'degraded', by: 'camera', reports: 1 }, 'device'],
    [{ phase: 'degraded', by: 'encoder', reports: 1 }, 'device'],
    [{ phase: 'degraded', by: 'unseen', reports: 1 }, 'lost'],
    [{ phase: 'platform-reconnecting', ...FLOWING, reports: 1 }, 'lost'], [{ phase: 'asking', ...TRY }, 'lost'],
    [{ phase: 'waiting', ...TRY, delayMs: 1, reason: 'NETWORK_LOST' }, 'lost'],
    [{ phase: 'waiting', ...TRY, delayMs: 1, reason: 'VIDEO_ENCODE_FAILED' }, 'device'],
    [{ phase: 'interrupted', by: 'call' }, 'call'], [{ phase: 'interrupted', by: 'background' }, 'background'],
    [{ phase: 'failed', reason: 'MIC_DENIED' }, 'device'], [{ phase: 'failed', reason: 'NETWORK_LOST' }, 'lost'],
  ])('%j: %s', (state, word) => expect(pusherQosState(state, WELL)).toBe(word))

  it('is slow after a code or with a bad quality', () => {
    expect(pusherQosState({ phase: 'live' }, { codes: [1006, 1101], quality: 1 })).toBe('slow')
    expect(pusherQosState({ phase: 'live' }, { codes: [], quality: 5 })).toBe('slow')
    expect(pusherQosState({ phase: 'live' }, { codes: [1006, 4711], quality: undefined })).toBe('good')
  })
})

describe('the QoS state of the player', () => {
  it.each<[PlayerState, QosState | null]>([
    [{ phase: 'idle' }, null], [{ phase: 'waiting-room' }, null], [{ phase: 'ended' }, null],
    [{ phase: 'refused', code: 'NOT_FOUND' }, null],
    [{ phase: 'connecting', ...FLOWING, attempt: 0 }, 'starting'], [{ phase: 'connecting', ...TRY }, 'lost'],
    [{ phase: 'live' }, 'good'], [{ phase: 'buffering' }, 'stalled'],
    [{ phase: 'platform-reconnecting', ...FLOWING, reports: 1 }, 'lost'],
    [{ phase: 'waiting', ...TRY, delayMs: 1, reason: 'SILENT' }, 'lost'],
    [{ phase: 'interrupted', connection: 'flowing' }, 'teacher-away'],
    [{ phase: 'failed', reason: 'NETWORK_LOST' }, 'lost'],
    [{ phase: 'failed', reason: 'HEVC_DECODE_FAILED' }, 'device'],
  ])('%j: %s', (state, word) => expect(playerQosState(state, WELL)).toBe(word))

  it.each([2104, 2105, 2107])(
    'is slow at %i',
    code => expect(playerQosState({ phase: 'live' }, { codes: [code], quality: undefined })).toBe('slow'),
  )

  it('is a state of the contract', () => {
    expect(QOS_STATES).toContain(playerQosState({ phase: 'live' }, WELL))
  })
})
