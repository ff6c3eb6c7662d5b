/**
 * The student's picture, from the waiting room to "class over", as a pure machine: inputs are facts, one that means nothing
 * in this phase returns the same state. Whether there should be a picture is the server's word alone; the component
 * reports the same code when the student's network is lost and when the teacher's is.
 */
import { assertNever } from '@contract/assert-never'
import type { ApiErrorCode } from '@contract/errors'
import type { LessonPhase } from '@contract/live'
import type { PlayerEvent } from './player-events'

/** `attempt` counts the retries since the picture moved: 0 is the first try. */
export type PlayerState =
  /** The server has not said anything yet. */
  | { phase: 'idle' }
  | { phase: 'waiting-room' }
  /** Asks for a fresh play URL and plays it. */
  | { phase: 'connecting', attempt: number }
  | { phase: 'live' }
  | { phase: 'buffering' }
  /** The component's own three retries; a second timer here would race them. */
  | { phase: 'platform-reconnecting', attempt: number }
  | { phase: 'waiting', attempt: number, delayMs: number }
  /** The teacher is away. `flowing` and `dry` connections carry on by themselves when the stream is back. */
  | { phase: 'interrupted', connection: 'flowing' | 'dry' | 'lost' }
  /** The server does not let this person watch. */
  | { phase: 'refused', code: ApiErrorCode }
  | { phase: 'ended' }

export type PlayerInput =
  | { type: 'serverSaid', phase: LessonPhase }
  | { type: 'reported', event: PlayerEvent }
  | { type: 'retryDue' }
  /** Nothing moved for longer than any retry of the component takes. */
  | { type: 'stalled' }
  | { type: 'watchRefused', code: ApiErrorCode }
  | { type: 'watchUnreachable' }
  | { type: 'networkRestored' }
  | { type: 'pageShown' }
  | { type: 'left' }

export type NextDelayMs = (attempt: number) => number

export const IDLE_PLAYER: PlayerState = { phase: 'idle' }

const FIRST_TRY: PlayerState = { phase: 'connecting', attempt: 0 }

export function stepPlayer(state: PlayerState, input: PlayerInput, nextDelayMs: NextDelayMs): PlayerState {
  switch (input.type) {
    case 'serverSaid': return onServer(state, input.phase)
    case 'reported': return onReport(state, input.event, nextDelayMs)
    case 'retryDue':
    case 'networkRestored': return state.phase === 'waiting' ? { phase: 'connecting', attempt: state.attempt } : state
    case 'pageShown': return state.phase === 'waiting' ? { phase: 'connecting', attempt: 1 } : state
    case 'stalled':
    case 'watchUnreachable': return isTrying(state) || state.phase === 'buffering' ? retry(state, nextDelayMs) : state
    case 'watchRefused': return isTrying(state) ? { phase: 'refused', code: input.code } : state
    case 'left': return state.phase === 'idle' ? state : IDLE_PLAYER
    default: return assertNever(input)
  }
}

function onServer(state: PlayerState, phase: LessonPhase): PlayerState {
  switch (phase) {
    case 'scheduled':
    case 'open': return state.phase === 'waiting-room' ? state : { phase: 'waiting-room' }
    case 'live': return onAir(state)
    case 'interrupted': return state.phase === 'interrupted' ? state : { phase: 'interrupted', connection: connectionOf(state) }
    case 'ended':
    case 'cancelled': return state.phase === 'ended' ? state : { phase: 'ended' }
    default: return assertNever(phase)
  }
}

function onAir(state: PlayerState): PlayerState {
  switch (state.phase) {
    case 'idle':
    case 'waiting-room':
    case 'ended':
      return FIRST_TRY
    case 'interrupted':
      return state.connection === 'lost' ? FIRST_TRY : { phase: state.connection === 'dry' ? 'buffering' : 'live' }
    case 'connecting':
    case 'live':
    case 'buffering':
    case 'platform-reconnecting':
    case 'waiting':
    case 'refused':
      return state
    default: return assertNever(state)
  }
}

/** What a report of the component means. */
function onReport(state: PlayerState, event: PlayerEvent, nextDelayMs: NextDelayMs): PlayerState {
  switch (event) {
    case 'PLAYING':
    case 'FIRST_FRAME_RENDERED':
      return onPicture(state)

    case 'BUFFERING':
      if (state.phase === 'live') return { phase: 'buffering' }
      return state.phase === 'interrupted' && state.connection === 'flowing' ? { ...state, connection: 'dry' } : state

    case 'RECONNECTING':
    case 'READ_WRITE_FAILED':
    case 'SERVER_CLOSED':
      if (state.phase === 'live' || state.phase === 'buffering') return { phase: 'platform-reconnecting', attempt: 0 }
      return withoutConnection(state)

    case 'NETWORK_LOST':
    case 'ACCELERATED_URL_FAILED':
    case 'STREAM_ENDED':
    case 'PULL_SUSPENDED':
    case 'PULL_HALTED':
    // Of the native SDK under the component, in WeChat unseen so far: the next try has a fresh URL.
    case 'HEVC_DECODE_FAILED':
    case 'STREAM_SWITCH_FAILED':
    case 'SERVER_REFUSED':
      return isTrying(state) || state.phase === 'live' || state.phase === 'buffering' ? retry(state, nextDelayMs) : withoutConnection(state)

    // Steps on the way, or a worse picture that still moves.
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
    // The component retries by itself and then says RECONNECTING or NETWORK_LOST.
    case 'DNS_FAILED':
    case 'CONNECT_FAILED':
    case 'HANDSHAKE_FAILED':
      return state

    default: return assertNever(event)
  }
}

function onPicture(state: PlayerState): PlayerState {
  if (state.phase === 'interrupted') return state.connection === 'flowing' ? state : { ...state, connection: 'flowing' }
  return state.phase === 'connecting' || state.phase === 'buffering' || state.phase === 'platform-reconnecting' ? { phase: 'live' } : state
}

function retry(state: PlayerState, nextDelayMs: NextDelayMs): PlayerState {
  const attempt = ('attempt' in state ? state.attempt : 0) + 1
  return { phase: 'waiting', attempt, delayMs: nextDelayMs(attempt) }
}

/** While the teacher is away a lost connection is not worth a try: the server will say when it is. */
const withoutConnection = (state: PlayerState): PlayerState =>
  state.phase === 'interrupted' && state.connection !== 'lost' ? { ...state, connection: 'lost' } : state

function connectionOf({ phase }: PlayerState): 'flowing' | 'dry' | 'lost' {
  if (phase === 'live') return 'flowing'
  return phase === 'buffering' ? 'dry' : 'lost'
}

const isTrying = ({ phase }: PlayerState): boolean => phase === 'connecting' || phase === 'platform-reconnecting'
