/** The states of the teacher's stream, and the moves between them that more than one input makes. */
import { assertNever } from '@contract/kernel/assert-never'
import type { ApiErrorCode } from '@contract/errors'
import type { CommandFailure } from '@/features/codes/command-failures'
import type { PusherFailure } from '@/features/codes/pusher-events'
import { FLOWING, afterFailure, isStuck } from '@/features/recovery/rules/ladder'
import type { NextDelayMs, RecoveryStep, Try } from '@/features/recovery/rules/ladder'

export type Interruption = 'call' | 'background'

/** Media flows, and yet something is wrong with it. */
export type Degradation =
  /** The uplink carries less than is sent. */
  | 'network'
  /** The phone encodes badly. */
  | 'encoder'
  | 'camera' | 'microphone'
  /** The component says that it sends; the server says that nothing arrives. */
  | 'unseen'

/** Why nothing flows: what the component or a command of it said, that it said nothing, or what the server says. */
export type PushTrouble = PusherFailure | CommandFailure | 'CALL_INTERRUPTED' | 'SILENT' | 'SERVER_UNREACHABLE' | 'UNSEEN'

export type PusherState =
  | { phase: 'idle' }
  /** The teacher looks into the mirror; `trouble` is why there is nothing to be seen. */
  | { phase: 'preflight', trouble: PusherFailure | null }
  /** A try of ours is under way. `after` is what it comes back from. */
  | { phase: 'connecting', after?: Interruption } & Try
  | { phase: 'live' }
  /** `reports` counts what was said of it, so that each report begins the wait for calm anew. */
  | { phase: 'degraded', by: Degradation, reports: number }
  /** The component's own three retries; a second timer here would race them. */
  | { phase: 'platform-reconnecting', reports: number } & Try
  /** The server closed the stream: only it knows whether another device took over. */
  | { phase: 'asking' }
  | { phase: 'waiting', delayMs: number, reason: PushTrouble, after?: Interruption } & Try
  /** WeChat may not use camera and microphone now. */
  | { phase: 'interrupted', by: Interruption }
  | { phase: 'taken-over' }
  | { phase: 'failed', reason: PushTrouble }
  /** The server does not let this class start. */
  | { phase: 'refused', code: ApiErrorCode }
  | { phase: 'ended' }

export type PusherPhase = PusherState['phase']

export const IDLE_PUSHER: PusherState = { phase: 'idle' }

/** One rung a failure; the last one for as long as it takes. */
export const PUSHER_LADDER: readonly RecoveryStep[] = ['start', 'restart', 'rebuild', 'new-url']

/** More minutes of failing than the server waits: nobody counts on it any more. */
const MOST_FAILURES = 40
/** What fails in a new component, too, is not going to work. */
const MOST_FAILURES_REBUILT = 4

export function connect({ step, attempt, failures, after }: Try & { after?: Interruption }): PusherState {
  return { phase: 'connecting', step, attempt, failures, ...(after && { after }) }
}

export function wait({ step, attempt, failures }: Try, reason: PushTrouble, nextDelayMs: NextDelayMs): PusherState {
  return { phase: 'waiting', step, attempt, failures, delayMs: nextDelayMs(attempt), reason }
}

/** The component failed: a pause and the next rung, or the end of the ladder. */
export function fail(state: PusherState, reason: PushTrouble, atLeast: RecoveryStep, nextDelayMs: NextDelayMs): PusherState {
  const next = afterFailure('failures' in state ? state : FLOWING, PUSHER_LADDER, atLeast)
  const most = atLeast === 'rebuild' ? MOST_FAILURES_REBUILT : MOST_FAILURES
  return next.failures > most ? { phase: 'failed', reason } : wait(next, reason, nextDelayMs)
}

export const interrupt = (state: PusherState, by: Interruption): PusherState =>
  state.phase === 'interrupted' && (state.by === by || state.by === 'call') ? state : { phase: 'interrupted', by }

export const degrade = (state: PusherState, by: Degradation): PusherState =>
  ({ phase: 'degraded', by, reports: state.phase === 'degraded' && state.by === by ? state.reports + 1 : 1 })

export const isFlowing = ({ phase }: PusherState): boolean => phase === 'live' || phase === 'degraded'

export const isStarting = ({ phase }: PusherState): boolean => phase === 'connecting' || phase === 'platform-reconnecting'

/** The teacher should hear that it may not come back by itself, with a button; the tries go on. */
export const needsTeacher = (state: PusherState): boolean => 'failures' in state && isStuck(state)

/** The teacher wants to send, and the machine gets there without anybody doing anything. */
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
