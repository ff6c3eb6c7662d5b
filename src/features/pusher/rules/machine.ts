/**
 * The teacher's stream, from the mirror before class to "class over", as a pure machine: inputs are facts, and one that
 * means nothing in this phase returns the same state. What a state asks for is in `pusher-effects.ts`; `use-pusher.ts`
 * does it. State chart: docs/live-core.md.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { ApiErrorCode } from '@contract/errors'
import type { LessonPhase } from '@contract/class/live'
import { COMMAND_FAILURES } from '@/features/codes/command-failures'
import type { CommandFailure } from '@/features/codes/command-failures'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { onReport } from './reports'
import { IDLE_PUSHER, connect, degrade, fail, isFlowing, isOnItsWay, isStarting, needsTeacher, wait } from './state'
import type { PusherState } from './state'
import { AFTER_PAUSE, FIRST_TRY, FLOWING, afterSilence } from '@/features/recovery/rules/ladder'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'

export type PusherInput =
  /** The page is ready to show the mirror, or is asked to try again. */
  | { type: 'previewRequested' }
  | { type: 'startRequested' }
  /** Somebody leaves the page or hands over to another program: not the end of the class. */
  | { type: 'stopRequested' }
  | { type: 'reported', event: PusherEvent }
  | { type: 'retryDue' }
  | { type: 'startRefused', code: ApiErrorCode }
  | { type: 'startUnreachable' }
  /** The component did not take a command; `failure` where it gave a number that we know. */
  | { type: 'commandRefused', failure?: CommandFailure }
  /** Nothing happened for longer than any retry of the component takes: `start` does not always report back. */
  | { type: 'stalled' }
  /** Nothing bad was reported for a while. */
  | { type: 'calmed' }
  /** The server has not seen for a while what the component says it sends. */
  | { type: 'stillUnseen' }
  /** What the channel says whenever it changes. */
  | { type: 'serverSaid', phase: LessonPhase }
  /** The reply to what the phase `asking` asks. */
  | { type: 'serverAnswered', phase: LessonPhase }
  | { type: 'serverUnreachable' }
  | { type: 'networkRestored' }
  | { type: 'pageShown' }
  | { type: 'callEnded' }

/** iOS and Android need a moment after a call before the microphone is free. */
const AFTER_CALL_MS = 1_000

export function stepPusher(state: PusherState, input: PusherInput, nextDelayMs: NextDelayMs): PusherState {
  switch (input.type) {
    case 'previewRequested': return state.phase === 'idle' || (state.phase === 'preflight' && state.trouble) ? { phase: 'preflight', trouble: null } : state
    case 'startRequested': return onStart(state)
    case 'stopRequested': return state.phase === 'idle' ? state : IDLE_PUSHER
    case 'reported': return onReport(state, input.event, nextDelayMs)
    case 'retryDue': return state.phase === 'waiting' ? connect(state) : state
    case 'startRefused': return state.phase === 'connecting' ? { phase: 'refused', code: input.code } : state
    case 'startUnreachable': return state.phase === 'connecting' ? wait(afterSilence(state), 'SERVER_UNREACHABLE', nextDelayMs) : state
    case 'commandRefused': return state.phase === 'connecting' ? onRefusal(state, input.failure, nextDelayMs) : state
    case 'stalled': return isStarting(state) ? fail(state, 'SILENT', 'restart', nextDelayMs) : state
    case 'calmed': return state.phase === 'degraded' && (state.by === 'network' || state.by === 'encoder') ? { phase: 'live' } : state
    case 'stillUnseen': return isUnseen(state) ? fail(state, 'UNSEEN', 'restart', nextDelayMs) : state
    case 'serverSaid': return onServer(state, input.phase)
    case 'serverAnswered': return state.phase === 'asking' ? onAnswer(input.phase) : state
    case 'serverUnreachable': return state.phase === 'asking' ? wait(afterSilence(FLOWING), 'SERVER_UNREACHABLE', nextDelayMs) : state
    case 'networkRestored': return onNetwork(state)
    case 'pageShown': return onShown(state)
    case 'callEnded': return onCallEnded(state)
    default: return assertNever(input)
  }
}

/** Pressed once is enough, except where it has been tried in vain or somebody else must let go first. */
function onStart(state: PusherState): PusherState {
  const isUnderWay = isOnItsWay(state) && state.phase !== 'interrupted' && state.phase !== 'waiting' && !needsTeacher(state)
  const isWhole = state.phase !== 'degraded' || state.by === 'network' || state.by === 'encoder'
  return isUnderWay && isWhole ? state : { phase: 'connecting', ...FIRST_TRY }
}

/** A command that was refused is tried again like a start that failed, unless only a person can remove the cause. */
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

/** The server closed the stream, yet says that somebody sends: another device of the same teacher. */
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
