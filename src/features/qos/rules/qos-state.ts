/** How a component is, for the QoS timeline: both machines in one list of words. Null where there is nothing to sample. */
import { assertNever } from '@contract/kernel/assert-never'
import type { QosState } from '@contract/qos/samples'
import type { NetQualityLevel } from '@/features/codes/netstatus'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerState } from '@/features/player/rules/state'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { Degradation, PusherState, PushTrouble } from '@/features/pusher/rules/state'

/** What the component said in the last second. */
export interface QosHints {
  codes: readonly number[]
  quality: NetQualityLevel | undefined
}

/** From this level on (1 best … 6 unusable) the network is said to be slow even where no code says so. */
const SLOW_FROM: NetQualityLevel = 5
const SLOW_PUSHER_CODES: ReadonlySet<number> = new Set([PUSHER_EVENTS.NETWORK_BUSY.code])
const SLOW_PLAYER_CODES: ReadonlySet<number> = new Set(
  [PLAYER_EVENTS.DATA_LAGGING, PLAYER_EVENTS.STUTTERING, PLAYER_EVENTS.FRAMES_LOST].map(({ code }) => code),
)
const DEVICE_TROUBLES: ReadonlySet<PushTrouble> = new Set([
  'CAMERA_FAILED', 'CAMERA_DENIED', 'MIC_FAILED', 'MIC_DENIED', 'MIC_SILENT', 'SCREEN_CAPTURE_REFUSED', 'VIDEO_ENCODE_FAILED', 'AUDIO_ENCODE_FAILED',
  'RESOLUTION_UNSUPPORTED', 'SAMPLE_RATE_UNSUPPORTED',
])

const DEGRADED: Record<Degradation, QosState> = { network: 'slow', unseen: 'lost', encoder: 'device', camera: 'device', microphone: 'device' }

function whileFlowing({ codes, quality = 1 }: QosHints, slowCodes: ReadonlySet<number>): QosState {
  return quality >= SLOW_FROM || codes.some(code => slowCodes.has(code)) ? 'slow' : 'good'
}

export function pusherQosState(state: PusherState, hints: QosHints): QosState | null {
  switch (state.phase) {
    case 'idle':
    case 'preflight':
    case 'taken-over':
    case 'refused':
    case 'ended': return null
    case 'live': return whileFlowing(hints, SLOW_PUSHER_CODES)
    case 'degraded': return DEGRADED[state.by]
    case 'connecting': return state.after ?? (state.attempt === 0 ? 'starting' : 'lost')
    case 'waiting': return state.after ?? (DEVICE_TROUBLES.has(state.reason) ? 'device' : 'lost')
    case 'failed': return DEVICE_TROUBLES.has(state.reason) ? 'device' : 'lost'
    case 'interrupted': return state.by
    case 'platform-reconnecting':
    case 'asking': return 'lost'
    default: return assertNever(state)
  }
}

export function playerQosState(state: PlayerState, hints: QosHints): QosState | null {
  switch (state.phase) {
    case 'idle':
    case 'waiting-room':
    case 'refused':
    case 'ended': return null
    case 'live': return whileFlowing(hints, SLOW_PLAYER_CODES)
    case 'buffering': return 'stalled'
    case 'connecting': return state.attempt === 0 ? 'starting' : 'lost'
    case 'platform-reconnecting':
    case 'waiting': return 'lost'
    case 'failed': return state.reason === 'HEVC_DECODE_FAILED' ? 'device' : 'lost'
    case 'interrupted': return 'teacher-away'
    default: return assertNever(state)
  }
}
