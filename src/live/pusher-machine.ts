/**
 * The teacher's stream, from "start" to "class over", as a pure machine: inputs are facts, one that means nothing in this
 * phase returns the same state. `use-pusher.ts` performs what a phase asks for.
 */
import { assertNever } from '@contract/assert-never'
import type { ApiErrorCode } from '@contract/errors'
import type { LessonPhase } from '@contract/live'
import type { PusherEvent, PusherFailure } from './pusher-events'

/** `attempt` counts the retries since the stream was live: 0 is the first try after a person asked. */
export type PusherState =
  | { phase: 'idle' }
  /** Asks for a fresh push URL and starts the component. */
  | { phase: 'connecting', attempt: number }
  | { phase: 'live' }
  /** The component's own three retries; a second timer here would race them. */
  | { phase: 'platform-reconnecting', attempt: number }
  /** The server closed the stream: only it knows whether another device took over. */
  | { phase: 'asking' }
  | { phase: 'waiting', attempt: number, delayMs: number }
  /** WeChat may not use camera and microphone now. */
  | { phase: 'interrupted', by: 'call' | 'background' }
  | { phase: 'taken-over' }
  | { phase: 'failed', reason: PusherFailure }
  /** The server does not let this class start. */
  | { phase: 'refused', code: ApiErrorCode }
  | { phase: 'ended' }

export type PusherInput =
  | { type: 'startRequested' }
  /** Somebody leaves the page or hands over to another program: not the end of the class. */
  | { type: 'stopRequested' }
  | { type: 'reported', event: PusherEvent }
  | { type: 'retryDue' }
  | { type: 'startRefused', code: ApiErrorCode }
  | { type: 'startUnreachable' }
  /** Nothing happened for longer than any retry of the component takes: `start` does not always report back. */
  | { type: 'stalled' }
  /** What the channel says whenever it changes. */
  | { type: 'serverSaid', phase: LessonPhase }
  /** The reply to what the phase `asking` asks. */
  | { type: 'serverAnswered', phase: LessonPhase }
  | { type: 'serverUnreachable' }
  | { type: 'networkRestored' }
  | { type: 'pageShown' }
  | { type: 'callEnded' }

export type NextDelayMs = (attempt: number) => number

/** iOS and Android need a moment after a call before the microphone is free. */
const AFTER_CALL_MS = 1_000

export const IDLE_PUSHER: PusherState = { phase: 'idle' }

export function stepPusher(state: PusherState, input: PusherInput, nextDelayMs: NextDelayMs): PusherState {
  switch (input.type) {
    case 'startRequested': return isOnItsWay(state) ? state : { phase: 'connecting', attempt: 0 }
    case 'stopRequested': return state.phase === 'idle' ? state : IDLE_PUSHER
    case 'reported': return onReport(state, input.event, nextDelayMs)
    case 'retryDue': return state.phase === 'waiting' ? { phase: 'connecting', attempt: state.attempt } : state
    case 'startRefused': return state.phase === 'connecting' ? { phase: 'refused', code: input.code } : state
    case 'stalled':
    case 'startUnreachable': return isStarting(state) ? retry(state, nextDelayMs) : state
    case 'serverSaid': return isOver(input.phase) && state.phase !== 'idle' && state.phase !== 'ended' ? { phase: 'ended' } : state
    case 'serverAnswered': return state.phase === 'asking' ? onAnswer(input.phase) : state
    case 'serverUnreachable': return state.phase === 'asking' ? retry(state, nextDelayMs) : state
    case 'networkRestored': return state.phase === 'waiting' ? { phase: 'connecting', attempt: state.attempt } : state
    case 'pageShown': return isInterruptedBy(state, 'background') || state.phase === 'waiting' ? { phase: 'connecting', attempt: 1 } : state
    case 'callEnded': return isInterruptedBy(state, 'call') ? { phase: 'waiting', attempt: 1, delayMs: AFTER_CALL_MS } : state
    default: return assertNever(input)
  }
}

/** What a report of the component means. */
function onReport(state: PusherState, event: PusherEvent, nextDelayMs: NextDelayMs): PusherState {
  switch (event) {
    // In `waiting` and `asking` the component was stopped: a late report of it must not end the tries.
    case 'PUSH_STARTED': return isStarting(state) || state.phase === 'interrupted' ? { phase: 'live' } : state

    case 'RECONNECTING':
    case 'READ_WRITE_FAILED':
      return state.phase === 'live' ? { phase: 'platform-reconnecting', attempt: 0 } : state

    case 'SERVER_CLOSED': return state.phase === 'live' ? { phase: 'asking' } : state

    case 'NETWORK_LOST':
    // Of the native SDK under the component, in WeChat unseen so far: the next try has a fresh URL.
    case 'INVALID_ADDRESS':
    case 'CONNECT_GAVE_UP':
    case 'NETWORK_UNAVAILABLE':
    case 'SERVER_REFUSED':
      return isStarting(state) || state.phase === 'live' ? retry(state, nextDelayMs) : state

    case 'APP_SUSPENDED': return isOnItsWay(state) ? interrupted(state, 'background') : state
    case 'CALL_INTERRUPTED': return isOnItsWay(state) ? interrupted(state, 'call') : state

    case 'CAMERA_FAILED':
    case 'MIC_FAILED':
    case 'VIDEO_ENCODE_FAILED':
    case 'AUDIO_ENCODE_FAILED':
    case 'RESOLUTION_UNSUPPORTED':
    case 'SAMPLE_RATE_UNSUPPORTED':
    case 'SCREEN_CAPTURE_REFUSED':
    case 'SCREEN_CAPTURE_UNSUPPORTED':
    case 'SCREEN_CAPTURE_INTERRUPTED':
    case 'MIC_SILENT':
    case 'SCREEN_ROTATION_FAILED':
    case 'CAMERA_DENIED':
    case 'MIC_DENIED':
    case 'ROOM_ENTRY_FAILED':
      // In other phases there is no push to fail: it is a preview, or says again what stopped it.
      return isOnItsWay(state) ? { phase: 'failed', reason: event } : state

    // Steps on the way, or worse media that still flows.
    case 'NO_ERROR':
    case 'CONNECTED':
    case 'CAMERA_OPENED':
    case 'SCREEN_CAPTURE_STARTED':
    case 'RESOLUTION_CHANGED':
    case 'BITRATE_CHANGED':
    case 'FIRST_FRAME_CAPTURED':
    case 'ENCODER_STARTED':
    case 'NETWORK_BUSY':
    case 'HARDWARE_ENCODER_FAILED':
    case 'VIDEO_ENCODER_RESTARTED':
    case 'BEAUTY_ENCODER_FAILED':
    case 'BEAUTY_ENCODER_FAILED_AGAIN':
    case 'SWITCHED_TO_SOFTWARE_ENCODER':
    case 'IOS_MIC_SWITCHED':
    case 'IOS_MUTE_SWITCHED':
    case 'BGM_FAILED':
    case 'WAITING_IMAGE_FAILED':
    // The component retries by itself and then says RECONNECTING or NETWORK_LOST.
    case 'DNS_FAILED':
    case 'CONNECT_FAILED':
    case 'HANDSHAKE_FAILED':
    // room:// only, which Kaike does not use.
    case 'ROOM_ENTERED':
    case 'ROOM_LEFT':
    case 'ROOM_USERS_LISTED':
    case 'ROOM_REENTRY_NEEDED':
    case 'ROOM_USER_ENTERED':
    case 'ROOM_USER_LEFT':
    case 'ROOM_USER_VIDEO_CHANGED':
    case 'ROOM_USER_AUDIO_CHANGED':
      return state

    default: return assertNever(event)
  }
}

/** The server closed the stream, yet says that somebody sends: another device of the same teacher. */
function onAnswer(phase: LessonPhase): PusherState {
  if (isOver(phase)) return { phase: 'ended' }
  return phase === 'live' ? { phase: 'taken-over' } : { phase: 'connecting', attempt: 1 }
}

function retry(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  const attempt = ('attempt' in state ? state.attempt : 0) + 1
  return { phase: 'waiting', attempt, delayMs: nextDelayMs(attempt) }
}

const interrupted = (state: PusherState, by: 'call' | 'background'): PusherState =>
  isInterruptedBy(state, by) ? state : { phase: 'interrupted', by }

const isOver = (phase: LessonPhase): boolean => phase === 'ended' || phase === 'cancelled'

const isStarting = ({ phase }: PusherState): boolean => phase === 'connecting' || phase === 'platform-reconnecting'

const isInterruptedBy = (state: PusherState, by: 'call' | 'background'): boolean => state.phase === 'interrupted' && state.by === by

/** The teacher wants to send and the machine gets there without anybody doing anything. */
function isOnItsWay({ phase }: PusherState): boolean {
  switch (phase) {
    case 'connecting':
    case 'live':
    case 'platform-reconnecting':
    case 'asking':
    case 'waiting':
    case 'interrupted':
      return true
    case 'idle':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return false
    default: return assertNever(phase)
  }
}
