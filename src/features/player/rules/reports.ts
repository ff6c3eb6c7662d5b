/** Meaning of each player report in each phase. The switches are exhaustive: a new event fails to compile here. */
import { assertNever } from '@contract/kernel/assert-never'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import type { PlayerEvent } from '@/features/codes/player-events'
import { fail, isShowing, isTrying, show, triesOf } from './state'
import type { PlayerState } from './state'
import { leastStep } from '@/features/recovery/rules/ladder'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'

/** More reports than three retries produce: the component is in a loop (docs/reference/field-problems.md, row 7). */
const MOST_PLATFORM_REPORTS = 10

export function onReport(state: PlayerState, event: PlayerEvent, nextDelayMs: NextDelayMs): PlayerState {
  switch (event) {
    case 'PLAYING':
    case 'FIRST_FRAME_RENDERED':
      return onPicture(state)

    case 'BUFFERING':
      if (state.phase === 'live') return { ...state, phase: 'buffering' }
      return state.phase === 'interrupted' && state.connection === 'flowing' ? { ...state, connection: 'dry' } : state

    case 'RECONNECTING':
    case 'READ_WRITE_FAILED':
    case 'SERVER_CLOSED':
    case 'DNS_FAILED':
    case 'CONNECT_FAILED':
    case 'HANDSHAKE_FAILED':
      return onPlatformRetry(state, nextDelayMs)

    case 'NETWORK_LOST':
    case 'ACCELERATED_URL_FAILED':
    // Only the server knows that a class is over; until it says so, an ended stream counts as lost.
    case 'STREAM_ENDED':
    // A floating window was closed on another page: the component must be started again
    // (docs/reference/field-problems.md, row 8).
    case 'PULL_SUSPENDED':
    case 'PULL_HALTED':
    // Codes of the native SDK under the component; not seen in WeChat so far.
    case 'STREAM_SWITCH_FAILED':
    case 'SERVER_REFUSED':
      if (state.phase === 'interrupted') return withoutConnection(state)
      return isTrying(state) || isShowing(state)
        ? fail(state, event, leastStep(PLAYER_EVENTS[event].recovery), nextDelayMs)
        : state

    case 'HEVC_DECODE_FAILED':
      return isTrying(state) || isShowing(state) ? { phase: 'failed', reason: event } : state

    // Progress, or a worse picture that still moves.
    case 'CONNECTED':
    case 'STREAM_STARTED':
    case 'FIRST_KEYFRAME':
    case 'PLAY_PROGRESS':
    case 'DECODER_STARTED':
    case 'RESOLUTION_CHANGED':
    case 'MESSAGE_RECEIVED':
    case 'AUDIO_DEVICE_CHANGED':
    case 'VIDEO_DECODE_FAILED':
    case 'AUDIO_DECODE_FAILED':
    case 'DATA_LAGGING':
    case 'STUTTERING':
    case 'HARDWARE_DECODER_FAILED':
    case 'FRAMES_LOST':
    case 'FIRST_KEYFRAME_DECODE_FAILED':
      return state

    default: return assertNever(event)
  }
}

/** A picture, by a report or by the statistics. A component that counted as lost may still play. */
export function onPicture(state: PlayerState): PlayerState {
  switch (state.phase) {
    case 'interrupted': return state.connection === 'flowing' ? state : { ...state, connection: 'flowing' }
    case 'connecting':
    case 'platform-reconnecting':
    case 'buffering':
    case 'waiting':
    case 'failed':
      return show(state)
    case 'live': return state
    case 'idle':
    case 'waiting-room':
    case 'refused':
    case 'ended':
      return { ...state, stray: (state.stray ?? 0) + 1 }
    default: return assertNever(state)
  }
}

function onPlatformRetry(state: PlayerState, nextDelayMs: NextDelayMs): PlayerState {
  switch (state.phase) {
    case 'live':
    case 'buffering':
    case 'connecting':
      return { phase: 'platform-reconnecting', ...triesOf(state), reports: 1 }
    case 'platform-reconnecting':
      return state.reports < MOST_PLATFORM_REPORTS
        ? { ...state, reports: state.reports + 1 }
        : fail(state, 'SILENT', 'new-url', nextDelayMs)
    case 'interrupted': return withoutConnection(state)
    case 'idle':
    case 'waiting-room':
    case 'waiting':
    case 'failed':
    case 'refused':
    case 'ended':
      return state
    default: return assertNever(state)
  }
}

/** While the teacher is away, a lost connection is not retried; the server says when the stream is back. */
const withoutConnection = (state: PlayerState & { phase: 'interrupted' }): PlayerState =>
  state.connection === 'lost' ? state : { ...state, connection: 'lost' }
