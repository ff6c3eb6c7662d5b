import { assertNever } from '@contract/kernel/assert-never'
import type { QosState } from '@contract/qos/samples'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerState } from '@/features/player/rules/state'
import { whileFlowing } from './qos-hints'
import type { QosHints } from './qos-hints'

const SLOW_CODES: ReadonlySet<number> = new Set(
  [PLAYER_EVENTS.DATA_LAGGING, PLAYER_EVENTS.STUTTERING, PLAYER_EVENTS.FRAMES_LOST].map(({ code }) => code),
)

/** The player's state as a QoS state; null when there is nothing to sample. */
export function playerQosState(state: PlayerState, hints: QosHints): QosState | null {
  switch (state.phase) {
    case 'idle':
    case 'waiting-room':
    case 'refused':
    case 'ended': return null
    case 'live': return whileFlowing(hints, SLOW_CODES)
    case 'buffering': return 'stalled'
    case 'connecting': return state.attempt === 0 ? 'starting' : 'lost'
    case 'platform-reconnecting':
    case 'waiting': return 'lost'
    case 'failed': return state.reason === 'HEVC_DECODE_FAILED' ? 'device' : 'lost'
    case 'interrupted': return 'teacher-away'
    default: return assertNever(state)
  }
}
