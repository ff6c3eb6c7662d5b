/** States of the pusher, and the transitions that several inputs share. */
import { assertNever } from '@contract/kernel/assert-never'
import type { ApiErrorCode } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import type { CommandFailure } from '@/features/codes/command-failures'
import type { PusherFailure } from '@/features/codes/pusher-events'
import { FLOWING, afterFailure, isStuck } from '@/features/recovery/rules/ladder'
import type { NextDelayMs, RecoveryStep, Running, Try } from '@/features/recovery/rules/ladder'

export type Interruption = 'call' | 'background'

/** Media flows, but with a problem. */
export type Degradation =
  /** The uplink is too slow for the bitrate. */
  | 'network'
  /** The phone encodes slowly or in software. */
  | 'encoder'
  | 'camera' | 'microphone'
  /** The component reports that it sends; the server receives nothing. */
  | 'unseen'

/** Reason why no media flows: a report or a refused command, silence (`SILENT`), or a message of the server. */
export type PushTrouble = PusherFailure | CommandFailure | 'CALL_INTERRUPTED' | 'SILENT' | 'SERVER_UNREACHABLE'
  | 'SERVER_CLOSED' | 'UNSEEN'

/** The last word of the server about the class; `elsewhere`: live, and another device of the teacher sends. */
export type ServerWord = LessonPhase | 'elsewhere'

/** Our own tries since media flowed. */
export interface Tries extends Try {
  /** The interruption that came before. */
  after?: Interruption
  /** Tries in a row that a busy device or a missing permission stopped. */
  blocked?: number
}

/** Media is believed to flow. */
interface Flow {
  /** The tries that led here, until media has flowed for a while. */
  unproven?: Tries
  /** The component went on by itself after a call; iOS then sends a black picture until its capture is woken. */
  isAfterCall?: true
  /** Counts the times at which the statistics showed no media; each one asks the server. */
  doubts?: number
}

/** Nothing may run. `stray` counts the reports of a stream that runs anyway; each one stops it again. */
interface Still { stray?: number }

export type PusherPhase =
  | { phase: 'idle' } & Still
  /** Camera preview before class; `trouble` is the reason for a missing picture. */
  | { phase: 'preflight', trouble: PusherFailure | CommandFailure | 'SILENT' | null, isOpen?: true }
  /** Our own try is in progress. */
  | { phase: 'connecting' } & Tries & Running
  | { phase: 'live' } & Flow
  /** `reports` counts the reports, so that each one restarts the calm timer. */
  | { phase: 'degraded', by: Degradation, reports: number } & Flow
  /** The component's own three retries; a second timer here would race them. */
  | { phase: 'platform-reconnecting', reports: number } & Tries
  /**
   * The server closed the stream; only the server knows whether another device took over. `isBack`: the component
   * shows signs of a stream, so it is not stopped before the answer.
   */
  | { phase: 'asking', isBack?: true } & Tries
  | { phase: 'waiting', delayMs: number, reason: PushTrouble } & Tries
  /** WeChat cannot use camera and microphone now. */
  | { phase: 'interrupted', by: Interruption }
  | { phase: 'taken-over' } & Still
  | { phase: 'failed', reason: PushTrouble } & Still
  /** The server does not let this class start. */
  | { phase: 'refused', code: ApiErrorCode } & Still
  | { phase: 'ended' } & Still

export type PusherState = PusherPhase & { server?: ServerWord }

export const IDLE_PUSHER: PusherState = { phase: 'idle' }

/** Each failure takes the next step; the last step repeats. */
export const PUSHER_LADDER: readonly RecoveryStep[] = ['start', 'restart', 'rebuild', 'new-url']

/** Longer than the server waits for the teacher. */
const MOST_FAILURES = 40
/** Limit for a failure that a new component does not solve. */
const MOST_FAILURES_REBUILT = 4
/** A busy camera or microphone is tried this often, 30 s in all. */
const MOST_BLOCKED = 6
const BLOCKED_REST_MS = 5_000

const triesFrom = ({ step, attempt, failures, after, blocked }: Tries): Tries =>
  ({ step, attempt, failures, ...(after && { after }), ...(blocked && { blocked }) })

/** The tries since media has last been proven to flow. */
export function triesOf(state: PusherState): Tries {
  if ('failures' in state) return triesFrom(state)
  if (state.phase !== 'live' && state.phase !== 'degraded') return FLOWING
  return { ...(state.unproven ?? FLOWING), ...(state.isAfterCall && { after: 'call' }) }
}

export const connect = (tries: Tries): PusherState => ({ phase: 'connecting', ...triesFrom(tries) })

export const wait = (tries: Tries, reason: PushTrouble, delayMs: number): PusherState =>
  ({ phase: 'waiting', ...triesFrom(tries), delayMs, reason })

/** The push runs again; its failures still count until it has run for a while. */
export function flow(state: PusherState): PusherState {
  const tries = triesOf(state)
  return {
    phase: 'live', ...(tries.failures > 0 && { unproven: tries }), ...(tries.after === 'call' && { isAfterCall: true }),
  }
}

/** The push has run for a while: nothing that was before counts any more, but a capture that sleeps. */
export const flowProven = (state: PusherState): PusherState =>
  ({ phase: 'live', ...(triesOf(state).after === 'call' && { isAfterCall: true }) })

/** The component failed: wait and take the next step of the ladder, or give up. */
export function fail(
  state: PusherState, reason: PushTrouble, atLeast: RecoveryStep, nextDelayMs: NextDelayMs,
  most = atLeast === 'rebuild' ? MOST_FAILURES_REBUILT : MOST_FAILURES,
): PusherState {
  const tries = triesOf(state)
  // The capture has not been woken yet.
  const next: Tries = {
    ...afterFailure(tries, PUSHER_LADDER, atLeast), ...(tries.after === 'call' && { after: tries.after }),
  }
  return next.failures > most ? { phase: 'failed', reason } : wait(next, reason, nextDelayMs(next.attempt, 'start'))
}

/** A device is busy or a permission is missing: the try is repeated some times, then a person is asked. */
export function failBlocked(
  state: PusherState, reason: PushTrouble, nextDelayMs: NextDelayMs, most: number = MOST_BLOCKED,
): PusherState {
  const tries = triesOf(state)
  const blocked = (tries.blocked ?? 0) + 1
  if (blocked > most) return { phase: 'failed', reason }
  const next: Tries = { ...afterFailure(tries, PUSHER_LADDER, 'start'), blocked, ...(tries.after && { after: tries.after }) }
  return wait(next, reason, Math.max(nextDelayMs(next.attempt, 'start'), BLOCKED_REST_MS))
}

/** The capture has been woken. */
export function awake(state: PusherState): PusherState {
  if (!('isAfterCall' in state)) return state
  const { isAfterCall: _, ...rest } = state
  return rest
}

export function withoutDoubts(state: PusherState): PusherState {
  if (!('doubts' in state) || state.doubts === undefined) return state
  const { doubts: _, ...certain } = state
  return certain
}

/** Asks the server before the next try. */
export const ask = (state: PusherState): PusherState =>
  ({ phase: 'asking', ...afterFailure(triesOf(state), PUSHER_LADDER, 'new-url') })

export const interrupt = (state: PusherState, by: Interruption): PusherState =>
  state.phase === 'interrupted' && (state.by === by || state.by === 'call') ? state : { phase: 'interrupted', by }

export function degrade(state: PusherState, by: Degradation): PusherState {
  const reports = state.phase === 'degraded' && state.by === by ? state.reports + 1 : 1
  return {
    phase: 'degraded', by, reports,
    ...('unproven' in state && { unproven: state.unproven }),
    ...('isAfterCall' in state && { isAfterCall: state.isAfterCall }),
  }
}

export const isFlowing = ({ phase }: PusherState): boolean => phase === 'live' || phase === 'degraded'

export const isStarting = ({ phase }: PusherState): boolean =>
  phase === 'connecting' || phase === 'platform-reconnecting'

/** The page should offer a retry button, because recovery may need the teacher. The tries continue. */
export const needsTeacher = (state: PusherState): boolean => 'failures' in state && isStuck(state)

/** A push runs, or is being started or recovered. */
export type FlowState = PusherState & { phase: 'live' | 'degraded' }

/** A push is wanted, and the machine works towards it without any action of the teacher. */
export function isOnItsWay({ phase }: PusherState): boolean {
  switch (phase) {
    case 'connecting':
    case 'live':
    case 'degraded':
    case 'platform-reconnecting':
    case 'asking':
    case 'waiting':
    case 'interrupted':
      return true
    case 'idle':
    case 'preflight':
    case 'taken-over':
    case 'failed':
    case 'refused':
    case 'ended':
      return false
    default: return assertNever(phase)
  }
}
