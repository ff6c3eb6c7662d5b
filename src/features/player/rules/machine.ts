/**
 * The player's state machine, from the waiting room to the end of the class. It is pure: inputs are facts, and an input
 * that has no meaning in a phase returns the same state. Only the server decides whether there should be a picture,
 * because the component reports the same code for the student's lost network and for the teacher's. `effects.ts` maps a
 * state to its effect; `use-player.ts` performs it. State chart: docs/live-core.md.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { ApiErrorCode } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import type { PlayerEvent } from '@/features/codes/player-events'
import { onPicture, onReport } from './reports'
import { IDLE_PLAYER, connect, fail, isShowing, isTrying, needsStudent, triesOf, wait } from './state'
import type { Connection, PlayerState, PlayTrouble } from './state'
import { AFTER_PAUSE, FIRST_AUTOMATIC_TRY, FIRST_TRY, afterSilence, isCommandOnly } from '@/features/recovery/rules/ladder'
import type { NextDelayMs, Try } from '@/features/recovery/rules/ladder'

export type PlayerInput =
  | { type: 'serverSaid', phase: LessonPhase, isOtherDevice?: boolean }
  | { type: 'reported', event: PlayerEvent }
  /** The statistics show frames that move. */
  | { type: 'mediaFlows' }
  /** The component has sent statistics, whatever they show. */
  | { type: 'heard' }
  | { type: 'retryDue' }
  /** No bad report for a while. */
  | { type: 'calmed' }
  /**
   * The picture stood longer than the component's own retries take, or no first picture arrived. `isSilent`: the
   * component has stopped sending statistics too.
   */
  | { type: 'stalled', isSilent?: boolean }
  | { type: 'watchRefused', code: ApiErrorCode }
  | { type: 'watchUnreachable' }
  /** The player cannot play the server's URL. */
  | { type: 'urlUnplayable' }
  /** The device can play none of the server's URLs, for example a browser without Media Source and HLS. */
  | { type: 'deviceUnfit' }
  /** The student pressed "try again". */
  | { type: 'retryRequested' }
  | { type: 'networkRestored' }
  | { type: 'pageShown' }
  /** The system has taken the sound for a call or an alarm, and gives it back. */
  | { type: 'callBegan' }
  | { type: 'callEnded' }
  | { type: 'left' }

export function stepPlayer(state: PlayerState, input: PlayerInput, nextDelayMs: NextDelayMs): PlayerState {
  switch (input.type) {
    case 'serverSaid': return onServer(state, input.phase)
    case 'reported': return onReport(hear(state), input.event, nextDelayMs)
    case 'mediaFlows': return onPicture(proven(state))
    case 'calmed': return proven(state)
    case 'heard': return hear(state)
    case 'retryDue': return state.phase === 'waiting' ? connect(state) : state
    case 'networkRestored':
      if (state.phase === 'failed' && state.reason === 'NETWORK_LOST') {
        return connectSoon(FIRST_AUTOMATIC_TRY, state.reason, nextDelayMs)
      }
      return state.phase === 'waiting' ? connectSoon(state, state.reason, nextDelayMs) : state
    case 'pageShown': return state.phase === 'waiting' ? connectSoon(state, state.reason, nextDelayMs) : state
    case 'stalled': return onSilence(state, input.isSilent === true, nextDelayMs)
    case 'watchUnreachable': return state.phase === 'connecting' ? onUnreachable(state, nextDelayMs) : state
    case 'urlUnplayable': return state.phase === 'connecting' ? { phase: 'failed', reason: 'URL_UNPLAYABLE' } : state
    case 'deviceUnfit': return state.phase === 'connecting' ? { phase: 'failed', reason: 'DEVICE_UNFIT' } : state
    case 'watchRefused': return state.phase === 'connecting' ? { phase: 'refused', code: input.code } : state
    case 'retryRequested': return state.phase === 'failed' || state.phase === 'waiting' || needsStudent(state)
      ? connect(FIRST_TRY)
      : state
    case 'callBegan': return onCall(state)
    case 'callEnded': return isShowing(state) ? connect(AFTER_PAUSE) : state
    case 'left': return state.phase === 'idle' ? state : IDLE_PLAYER
    default: return assertNever(input)
  }
}

const onCall = (state: PlayerState): PlayerState =>
  ((state.phase === 'live' || state.phase === 'buffering') && !state.isInCall ? { ...state, isInCall: true } : state)

function proven(state: PlayerState): PlayerState {
  if (!('unproven' in state)) return state
  const { unproven: _, ...rest } = state
  return rest
}

/** Ends the pause, but for the rest that two starts need. */
function connectSoon(tries: Try, reason: PlayTrouble, nextDelayMs: NextDelayMs): PlayerState {
  const delayMs = nextDelayMs(tries.attempt, 'now')
  return delayMs === 0 ? connect(tries) : wait(tries, reason, delayMs)
}

const hear = (state: PlayerState): PlayerState =>
  (state.phase === 'connecting' && !state.isHeard ? { ...state, isHeard: true } : state)

/** A component that says nothing at all does not take commands: it gets a successor. */
function onSilence(state: PlayerState, isSilent: boolean, nextDelayMs: NextDelayMs): PlayerState {
  if (state.phase === 'connecting') {
    const isFirstLimit = isCommandOnly(state.step) && !state.isLate
    if (isFirstLimit && state.isHeard) return { ...state, isLate: true }
    const isDead = !state.isHeard && state.attempt > 0
    return fail(state, 'SILENT', isDead ? 'rebuild' : 'new-url', nextDelayMs)
  }
  // During a call the system has stopped the component.
  if ('isInCall' in state && state.isInCall) return state
  return isTrying(state) || isShowing(state) ? fail(state, 'SILENT', isSilent ? 'rebuild' : 'new-url', nextDelayMs) : state
}

function onUnreachable(state: PlayerState, nextDelayMs: NextDelayMs): PlayerState {
  const next = afterSilence(triesOf(state))
  return wait(next, 'SERVER_UNREACHABLE', nextDelayMs(next.attempt, 'request'))
}

function onServer(state: PlayerState, phase: LessonPhase): PlayerState {
  switch (phase) {
    case 'scheduled':
    case 'open': return state.phase === 'waiting-room' ? state : { phase: 'waiting-room' }
    case 'live': return onAir(state)
    case 'interrupted':
      return state.phase === 'interrupted' ? state : { phase: 'interrupted', connection: connectionOf(state) }
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
      return connect(FIRST_TRY)
    case 'interrupted':
      return state.connection === 'lost'
        ? connect(FIRST_TRY)
        : { phase: state.connection === 'dry' ? 'buffering' : 'live' }
    case 'connecting':
    case 'live':
    case 'buffering':
    case 'platform-reconnecting':
    case 'waiting':
    case 'failed':
    case 'refused':
      return state
    default: return assertNever(state)
  }
}

function connectionOf({ phase }: PlayerState): Connection {
  if (phase === 'live') return 'flowing'
  return phase === 'buffering' ? 'dry' : 'lost'
}
