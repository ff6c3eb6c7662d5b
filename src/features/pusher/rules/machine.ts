/**
 * The pusher's state machine, from the camera preview to the end of the class. It is pure: inputs are facts, and an
 * input that has no meaning in a phase returns the same state. No input is trusted alone: that media flows is decided
 * from the component's reports, its statistics and the server's word (`witnesses.ts`). `effects.ts` maps a state to its
 * effect; `use-pusher.ts` performs it. State chart: docs/live-core.md.
 */
import { assertNever } from '@contract/kernel/assert-never'
import type { ApiErrorCode } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import { COMMAND_FAILURES } from '@/features/codes/command-failures'
import type { CommandFailure } from '@/features/codes/command-failures'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { onReport } from './reports'
import {
  IDLE_PUSHER, awake, connect, fail, failBlocked, flowProven, interrupt, isFlowing, isOnItsWay, isStarting,
  needsTeacher, triesOf, wait, withoutDoubts,
} from './state'
import type { PusherState, PushTrouble, ServerWord, Tries } from './state'
import { onAnswer, onMediaFlows, onMediaMissing, onServer, onStillUnseen } from './witnesses'
import { AFTER_PAUSE, FIRST_AUTOMATIC_TRY, FIRST_TRY, afterSilence, isCommandOnly } from '@/features/recovery/rules/ladder'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'

export type PusherInput =
  /** The page is ready to show the camera preview, or the teacher asks to try again. */
  | { type: 'previewRequested' }
  | { type: 'startRequested' }
  /** The teacher leaves the page or continues with another program; the class does not end. */
  | { type: 'stopRequested' }
  | { type: 'reported', event: PusherEvent }
  /** The statistics show that media leaves the device. */
  | { type: 'mediaFlows' }
  /** The statistics show no media, or stopped coming. */
  | { type: 'mediaMissing' }
  /** The component has sent statistics, whatever they show. */
  | { type: 'heard' }
  | { type: 'retryDue' }
  | { type: 'startRefused', code: ApiErrorCode }
  | { type: 'startUnreachable' }
  /** The component refused a command; `failure` is set for a known error number. */
  | { type: 'commandRefused', failure?: CommandFailure }
  /** The command `wake` has run. */
  | { type: 'woken' }
  /** No report for longer than the component's own retries take: `start` does not always report a result. */
  | { type: 'stalled' }
  /** No bad report for a while. */
  | { type: 'calmed' }
  /** The server still does not receive the stream that the component reports to send. */
  | { type: 'stillUnseen' }
  /** The channel reports the phase; `isOtherDevice`: the stream comes from another device of the teacher. */
  | { type: 'serverSaid', phase: LessonPhase, isOtherDevice?: boolean }
  /** Answer to a question of this machine. */
  | { type: 'serverAnswered', phase: LessonPhase, isOtherDevice?: boolean }
  | { type: 'serverUnreachable' }
  | { type: 'networkRestored' }
  | { type: 'pageShown' }
  /** The system has taken the sound for a call or an alarm, and gives it back. */
  | { type: 'callBegan' }
  | { type: 'callEnded' }

/** After a call, iOS and Android need a moment to release the microphone. */
const AFTER_CALL_MS = 1_000
/** As for every failure of the network. */
const MOST_SILENCES = 40
/** Errno 102 is sent in the background; in the foreground another try seldom helps. */
const MOST_WITHOUT_PERMISSION = 1

export function stepPusher(state: PusherState, input: PusherInput, nextDelayMs: NextDelayMs): PusherState {
  const server = wordIn(input) ?? state.server
  const next = step(state, input, nextDelayMs)
  return server === undefined || next.server === server ? next : { ...next, server }
}

function wordIn(input: PusherInput): ServerWord | undefined {
  if (input.type !== 'serverSaid' && input.type !== 'serverAnswered') return undefined
  return input.phase === 'live' && input.isOtherDevice ? 'elsewhere' : input.phase
}

function step(state: PusherState, input: PusherInput, nextDelayMs: NextDelayMs): PusherState {
  switch (input.type) {
    case 'previewRequested':
      return state.phase === 'idle' || (state.phase === 'preflight' && state.trouble)
        ? { phase: 'preflight', trouble: null }
        : state
    case 'startRequested': return onStart(state)
    case 'stopRequested': return state.phase === 'idle' ? state : IDLE_PUSHER
    case 'reported': return onReport(hear(state), input.event, nextDelayMs)
    case 'mediaFlows': return onMediaFlows(state)
    case 'mediaMissing': return onMediaMissing(state, nextDelayMs)
    case 'heard': return hear(state)
    case 'retryDue': return state.phase === 'waiting' ? connect(state) : state
    case 'startRefused': return state.phase === 'connecting' ? { phase: 'refused', code: input.code } : state
    case 'startUnreachable':
      return state.phase === 'connecting' ? waitForServer(state, 'request', nextDelayMs) : state
    case 'commandRefused': return onRefusal(state, input.failure, nextDelayMs)
    case 'woken': return awake(state)
    case 'stalled': return onSilence(state, nextDelayMs)
    case 'calmed': return onCalm(state)
    case 'stillUnseen': return onStillUnseen(state, nextDelayMs)
    case 'serverSaid': return onServer(state, wordIn(input) ?? input.phase)
    case 'serverAnswered': return onAnswer(state, wordIn(input) ?? input.phase, nextDelayMs)
    case 'serverUnreachable':
      return state.phase === 'asking' ? waitForServer(state, 'start', nextDelayMs) : withoutDoubts(state)
    case 'networkRestored': return onNetwork(state, nextDelayMs)
    case 'pageShown': return onShown(state, nextDelayMs)
    case 'callBegan': return isOnItsWay(state) ? interrupt(state, 'call') : state
    case 'callEnded': return onCallEnded(state)
    default: return assertNever(input)
  }
}

/** `kind`: whether the last try has started the component, or only asked the server for a URL. */
function waitForServer(state: PusherState, kind: 'start' | 'request', nextDelayMs: NextDelayMs): PusherState {
  const next = { ...triesOf(state), ...afterSilence(triesOf(state)) }
  return wait(next, 'SERVER_UNREACHABLE', nextDelayMs(next.attempt, kind))
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
  if (isUnderWay && isComplete) return state
  return connect(state.phase === 'interrupted' && state.by === 'call' ? { ...FIRST_TRY, after: 'call' } : FIRST_TRY)
}

/** A refused command is retried like a failed start, unless only a person can remove the cause. */
function onRefusal(
  state: PusherState, failure: CommandFailure | undefined, nextDelayMs: NextDelayMs,
): PusherState {
  const recovery = failure ? COMMAND_FAILURES[failure].recovery : 'none'
  const needsPerson = recovery === 'ask-user' || recovery === 'end'
  if (state.phase === 'preflight') {
    // Other reasons are reported too, or silence follows.
    return failure && needsPerson && state.trouble === null ? { phase: 'preflight', trouble: failure } : state
  }
  if (state.phase !== 'connecting') return state
  if (failure === 'ALREADY_IN_USE' && state.after === 'call') return interrupt(state, 'call')
  if (failure && needsPerson) return { phase: 'failed', reason: failure }
  if (failure === 'NO_PERMISSION') return failBlocked(state, failure, nextDelayMs, MOST_WITHOUT_PERMISSION)
  return fail(state, failure ?? 'SILENT', 'restart', nextDelayMs)
}

function onSilence(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  if (state.phase === 'preflight') {
    return state.trouble === null && !state.isOpen ? { phase: 'preflight', trouble: 'SILENT' } : state
  }
  if (!isStarting(state)) return state
  const isFirstLimit = state.phase === 'connecting' && isCommandOnly(state.step) && !state.isLate
  if (isFirstLimit && state.isHeard) return { ...state, isLate: true }
  return fail(state, 'SILENT', isFirstLimit ? 'rebuild' : 'restart', nextDelayMs, MOST_SILENCES)
}

const hear = (state: PusherState): PusherState =>
  (state.phase === 'connecting' && !state.isHeard ? { ...state, isHeard: true } : state)

/** Time without a bad report ends a temporary trouble, and proves a push that nobody contradicts. */
function onCalm(state: PusherState): PusherState {
  if (state.phase === 'live') return state.unproven ? flowProven(state) : state
  return state.phase === 'degraded' && (state.by === 'network' || state.by === 'encoder') ? flowProven(state) : state
}

function onNetwork(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  // The rest after a call does not depend on the network.
  if (state.phase === 'waiting') return state.after === 'call' ? state : connectSoon(state, state.reason, nextDelayMs)
  return state.phase === 'failed' && state.reason === 'NETWORK_LOST'
    ? connectSoon(FIRST_AUTOMATIC_TRY, state.reason, nextDelayMs)
    : state
}

/** Ends the pause, but for the rest that two starts need. */
function connectSoon(tries: Tries, reason: PushTrouble, nextDelayMs: NextDelayMs): PusherState {
  const delayMs = nextDelayMs(tries.attempt, 'now')
  return delayMs === 0 ? connect(tries) : wait(tries, reason, delayMs)
}

/** Reasons that may have ended while the page was hidden or during a call. */
const MAY_HAVE_ENDED: ReadonlySet<PushTrouble> = new Set([
  'CAMERA_FAILED', 'MIC_FAILED', 'MIC_SILENT', 'SCREEN_CAPTURE_REFUSED', 'ALREADY_IN_USE', 'NO_PERMISSION',
  'IN_BACKGROUND',
])

function onShown(state: PusherState, nextDelayMs: NextDelayMs): PusherState {
  switch (state.phase) {
    case 'preflight': return state.isOpen ? { phase: 'preflight', trouble: null } : state
    case 'waiting': return connectSoon(state, state.reason, nextDelayMs)
    case 'interrupted':
      return state.by === 'call' ? onCallEnded(state) : connect({ ...AFTER_PAUSE, after: 'background' })
    case 'failed':
      return MAY_HAVE_ENDED.has(state.reason) ? connect({ ...AFTER_PAUSE, after: 'background' }) : state
    default: return state
  }
}

/**
 * The end of a call gives the devices back. A push that seems to run may be silent since the call, and the beginning
 * may not have been reported, so it starts again too.
 */
function onCallEnded(state: PusherState): PusherState {
  const isDue = isFlowing(state) || state.phase === 'interrupted'
    || (state.phase === 'failed' && MAY_HAVE_ENDED.has(state.reason))
  return isDue ? wait({ ...AFTER_PAUSE, after: 'call' }, 'CALL_INTERRUPTED', AFTER_CALL_MS) : state
}
