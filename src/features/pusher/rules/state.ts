/** States of the pusher, and the transitions that several inputs share. */
import { assertNever } from '@contract/kernel/assert-never'
import type { ApiErrorCode } from '@contract'
import type { CommandFailure } from '@/features/codes/command-failures'
import type { PusherFailure } from '@/features/codes/pusher-events'
import { FLOWING, afterFailure, isStuck } from '@/features/recovery/rules/ladder'
import type { NextDelayMs, RecoveryStep, Try } from '@/features/recovery/rules/ladder'

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
  | 'UNSEEN'

export type PusherState =
  | { phase: 'idle' }
  /** Camera preview before class; `trouble` is the reason for a missing picture. */
  | { phase: 'preflight', trouble: PusherFailure | null }
  /** Our own try is in progress. `after` is the interruption that came before it. */
  | { phase: 'connecting', after?: Interruption } & Try
  | { phase: 'live' }
  /** `reports` counts the reports, so that each one restarts the calm timer. */
  | { phase: 'degraded', by: Degradation, reports: number }
  /** The component's own three retries; a second timer here would race them. */
  | { phase: 'platform-reconnecting', reports: number } & Try
  /** The server closed the stream; only the server knows whether another device took over. */
  | { phase: 'asking' }
  | { phase: 'waiting', delayMs: number, reason: PushTrouble, after?: Interruption } & Try
  /** WeChat cannot use camera and microphone now. */
  | { phase: 'interrupted', by: Interruption }
  | { phase: 'taken-over' }
  | { phase: 'failed', reason: PushTrouble }
  /** The server does not let this class start. */
  | { phase: 'refused', code: ApiErrorCode }
  | { phase: 'ended' }

export const IDLE_PUSHER: PusherState = { phase: 'idle' }

/** Each failure takes the next step; the last step repeats. */
export const PUSHER_LADDER: readonly RecoveryStep[] = ['start', 'restart', 'rebuild', 'new-url']

/** Longer than the server waits for the teacher. */
const MOST_FAILURES = 40
/** Limit for a failure that a new component does not solve. */
const MOST_FAILURES_REBUILT = 4

export function connect({ step, attempt, failures, after }: Try & { after?: Interruption }): PusherState {
  return { phase: 'connecting', step, attempt, failures, ...(after && { after }) }
}

export function wait({ step, attempt, failures }: Try, reason: PushTrouble, nextDelayMs: NextDelayMs): PusherState {
  return { phase: 'waiting', step, attempt, failures, delayMs: nextDelayMs(attempt), reason }
}

/** The component failed: wait and take the next step of the ladder, or give up. */
export function fail(
  state: PusherState, reason: PushTrouble, atLeast: RecoveryStep, nextDelayMs: NextDelayMs,
): PusherState {
  const next = afterFailure('failures' in state ? state : FLOWING, PUSHER_LADDER, atLeast)
  const most = atLeast === 'rebuild' ? MOST_FAILURES_REBUILT : MOST_FAILURES
  return next.failures > most ? { phase: 'failed', reason } : wait(next, reason, nextDelayMs)
}

export const interrupt = (state: PusherState, by: Interruption): PusherState =>
  state.phase === 'interrupted' && (state.by === by || state.by === 'call') ? state : { phase: 'interrupted', by }

export const degrade = (state: PusherState, by: Degradation): PusherState =>
  ({ phase: 'degraded', by, reports: state.phase === 'degraded' && state.by === by ? state.reports + 1 : 1 })

export const isFlowing = ({ phase }: PusherState): boolean => phase === 'live' || phase === 'degraded'

export const isStarting = ({ phase }: PusherState): boolean =>
  phase === 'connecting' || phase === 'platform-reconnecting'

/** The page should offer a retry button, because recovery may need the teacher. The tries continue. */
export const needsTeacher = (state: PusherState): boolean => 'failures' in state && isStuck(state)

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
