import { assertNever } from '@contract/kernel/assert-never'
import type { QosState } from '@contract/qos/samples'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import type { Degradation, PusherState, PushTrouble } from '@/features/pusher/rules/state'
import { whileFlowing } from './qos-hints'
import type { QosHints } from './qos-hints'

const SLOW_CODES: ReadonlySet<number> = new Set([PUSHER_EVENTS.NETWORK_BUSY.code])
const DEVICE_TROUBLES: ReadonlySet<PushTrouble> = new Set([
  'CAMERA_FAILED', 'CAMERA_DENIED', 'MIC_FAILED', 'MIC_DENIED', 'MIC_SILENT', 'SCREEN_CAPTURE_REFUSED',
  'VIDEO_ENCODE_FAILED', 'AUDIO_ENCODE_FAILED', 'RESOLUTION_UNSUPPORTED', 'SAMPLE_RATE_UNSUPPORTED',
])
const DEGRADED: Record<Degradation, QosState> = {
  network: 'slow', unseen: 'lost', encoder: 'device', camera: 'device', microphone: 'device',
}

/** The pusher's state as a QoS state; null when there is nothing to sample. */
export function pusherQosState(state: PusherState, hints: QosHints): QosState | null {
  switch (state.phase) {
    case 'idle':
    case 'preflight':
    case 'taken-over':
    case 'refused':
    case 'ended': return null
    case 'live': return whileFlowing(hints, SLOW_CODES)
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
