/**
 * The pusher's state machine, from the camera preview to the end of the class. It is pure: inputs are facts, and an
 * input that has no meaning in a phase returns the same state. `effects.ts` maps a state to its effect; `use-pusher.ts`
 * performs it. State chart: docs/live-core.md.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { ApiErrorCode } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import { COMMAND_FAILURES } from '@/features/codes/command-failures'
import type { CommandFailure } from '@/features/codes/command-failures'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { onReport } from './reports'
import { IDLE_PUSHER, connect, degrade, fail, isFlowing, isOnItsWay, isStarting, needsTeacher, wait } from './state'
import type { PusherState } from './state'
import { AFTER_PAUSE, FIRST_TRY, FLOWING, afterSilence } from '@/features/recovery/rules/ladder'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'

export type PusherInput =
  /** The page is ready to show the camera preview, or the teacher asks to try again. */
  | { type: 'previewRequested' }
  | { type: 'startRequested' }
  /** The teacher leaves the page or continues with another program; the class does not end. */
  | { type: 'stopRequested' }
  | { type: 'reported', event: PusherEvent }
  | { type: 'retryDue' }
  | { type: 'startRefused', code: ApiErrorCode }
  | { type: 'startUnreachable' }
  /** The component refused a command; `failure` is set for a known error number. */
  | { type: 'commandRefused', failure?: CommandFailure }
  /** No report for longer than the component's own retries take: `start` does not always report a result. */
  | { type: 'stalled' }
  /** No bad report for a while. */
  | { type: 'calmed' }
  /** The server still does not receive the stream that the component reports to send. */
  | { type: 'stillUnseen' }
  /** The channel reports a change of the phase. */
  | { type: 'serverSaid', phase: LessonPhase }
  /** Answer to the question of the phase `asking`. */
  | { type: 'serverAnswered', phase: LessonPhase }
  | { type: 'serverUnreachable' }
  | { type: 'networkRestored' }
  | { type: 'pageShown' }
  | { type: 'callEnded' }

/** After a call, iOS and Android need a moment to release the microphone. */
const AFTER_CALL_MS = 1_000

export function stepPusher(state: PusherState, input: PusherInput, nextDelayMs: NextDelayMs): PusherState {
  switch (input.type) {
    case 'previewRequested':
      return state.phase === 'idle' || (state.phase === 'preflight' && state.trouble)
        ? { phase: 'preflight', trouble: null }
        : state
    case 'startRequested': return onStart(state)
    case 'stopRequested': return state.phase === 'idle' ? state : IDLE_PUSHER
    case 'reported': return onReport(state, input.event, nextDelayMs)
    case 'retryDue': return state.phase === 'waiting' ? connect(state) : state
    case 'startRefused': return state.phase === 'connecting' ? { phase: 'refused', code: input.code } : state
    case 'startUnreachable':
      return state.phase === 'connecting' ? wait(afterSilence(state), 'SERVER_UNREACHABLE', nextDelayMs) : state
    case 'commandRefused': return state.phase === 'connecting' ? onRefusal(state, input.failure, nextDelayMs) : state
    case 'stalled': return isStarting(state) ? fail(state, 'SILENT', 'restart', nextDelayMs) : state
    case 'calmed': return state.phase === 'degraded' && (state.by === 'network' || state.by === 'encoder')
      ? { phase: 'live' }
      : state
    case 'stillUnseen': return isUnseen(state) ? fail(state, 'UNSEEN', 'restart', nextDelayMs) : state
    case 'serverSaid': return onServer(state, input.phase)
    case 'serverAnswered': return state.phase === 'asking' ? onAnswer(input.phase) : state
    case 'serverUnreachable':
      return state.phase === 'asking' ? wait(afterSilence(FLOWING), 'SERVER_UNREACHABLE', nextDelayMs) : state
    case 'networkRestored': return onNetwork(state)
    case 'pageShown': return onShown(state)
    case 'callEnded': return onCallEnded(state)
    default: return assertNever(input)
  }
}

/**
 * A second press has no effect while a start is in progress. It starts again when many tries have failed, and in
 * `waiting`, `interrupted` and `degraded` without a device or unseen by the server.
 */
function onStart(state: PusherState): PusherState {
  const isUnderWay = isOnItsWay(state)
    && state.phase !== 'interrupted'
    && state.phase !== 'waiting'
    && !needsTeacher(state)
  const isComplete = state.phase !== 'degraded' || state.by === 'network' || state.by === 'encoder'
  return isUnderWay && isComplete ? state : { phase: 'connecting', ...FIRST_TRY }
}

/** A refused command is retried like a failed start, unless only a person can remove the cause. */
function onRefusal(state: PusherState, failure: CommandFailure | undefined, nextDelayMs: NextDelayMs): PusherState {
  const recovery = failure ? COMMAND_FAILURES[failure].recovery : 'none'
  if (failure && (recovery === 'ask-user' || recovery === 'end')) return { phase: 'failed', reason: failure }
  return fail(state, failure ?? 'SILENT', 'restart', nextDelayMs)
}

const isOver = (phase: LessonPhase): boolean => phase === 'ended' || phase === 'cancelled'

const isUnseen = (state: PusherState): boolean => state.phase === 'degraded' && state.by === 'unseen'

function onServer(state: PusherState, phase: LessonPhase): PusherState {
  if (isOver(phase)) return state.phase === 'ended' || state.phase === 'idle' ? state : { phase: 'ended' }
  if (phase === 'interrupted' && isFlowing(state)) return isUnseen(state) ? state : degrade(state, 'unseen')
  return phase === 'live' && isUnseen(state) ? { phase: 'live' } : state
}

/** If the server closed this stream but reports a live one, another device of the same teacher sends. */
function onAnswer(phase: LessonPhase): PusherState {
  if (isOver(phase)) return { phase: 'ended' }
  return phase === 'live' ? { phase: 'taken-over' } : { phase: 'connecting', step: 'new-url', attempt: 1, failures: 1 }
}

function onNetwork(state: PusherState): PusherState {
  if (state.phase === 'waiting') return connect(state)
  return state.phase === 'failed' && state.reason === 'NETWORK_LOST' ? { phase: 'connecting', ...FIRST_TRY } : state
}

function onShown(state: PusherState): PusherState {
  if (state.phase === 'waiting') return connect(state)
  if (state.phase !== 'interrupted') return state
  return state.by === 'call' ? onCallEnded(state) : connect({ ...AFTER_PAUSE, after: 'background' })
}

const onCallEnded = (state: PusherState): PusherState =>
  state.phase === 'interrupted' && state.by === 'call'
    ? { phase: 'waiting', ...AFTER_PAUSE, delayMs: AFTER_CALL_MS, reason: 'CALL_INTERRUPTED', after: 'call' }
    : state
