/** States of the player, and the transitions that several inputs share. */
import type { ApiErrorCode } from '@contract'
import type { PlayerFailure } from '@/features/codes/player-events'
import { FLOWING, afterFailure, isStuck } from '@/features/recovery/rules/ladder'
import type { NextDelayMs, RecoveryStep, Try } from '@/features/recovery/rules/ladder'

/** Reason for a missing picture: a report of the component, its silence (`SILENT`), or a server or URL problem. */
export type PlayTrouble = PlayerFailure | 'STREAM_ENDED' | 'PULL_SUSPENDED' | 'PULL_HALTED' | 'SILENT'
  | 'SERVER_UNREACHABLE'
  | 'URL_UNPLAYABLE' | 'DEVICE_UNFIT'

/** While the teacher is away. A `flowing` or `dry` connection continues by itself when the stream is back. */
export type Connection = 'flowing' | 'dry' | 'lost'

export type PlayerState =
  /** No message from the server yet. */
  | { phase: 'idle' }
  | { phase: 'waiting-room' }
  /** Our own try is in progress. */
  | { phase: 'connecting' } & Try
  | { phase: 'live' }
  | { phase: 'buffering' }
  /** The component's own three retries; a second timer here would race them. */
  | { phase: 'platform-reconnecting', reports: number } & Try
  | { phase: 'waiting', delayMs: number, reason: PlayTrouble } & Try
  /** The teacher is away. */
  | { phase: 'interrupted', connection: Connection }
  | { phase: 'failed', reason: PlayTrouble }
  /** The server does not let this person watch. */
  | { phase: 'refused', code: ApiErrorCode }
  | { phase: 'ended' }

export const IDLE_PLAYER: PlayerState = { phase: 'idle' }

/**
 * The pusher's ladder without the `restart` step. A new URL is the second step, because the answer also says whether
 * there is anything to play, and a changed `src` restarts the component.
 */
export const PLAYER_LADDER: readonly RecoveryStep[] = ['start', 'new-url', 'rebuild']

/** About 15 minutes of failures while the device reports a network. */
const MOST_FAILURES = 100

export const connect = ({ step, attempt, failures }: Try): PlayerState =>
  ({ phase: 'connecting', step, attempt, failures })

export const wait = ({ step, attempt, failures }: Try, reason: PlayTrouble, nextDelayMs: NextDelayMs): PlayerState =>
  ({ phase: 'waiting', step, attempt, failures, delayMs: nextDelayMs(attempt), reason })

/** The component failed: wait and take the next step of the ladder, or give up. */
export function fail(
  state: PlayerState, reason: PlayTrouble, atLeast: RecoveryStep, nextDelayMs: NextDelayMs,
): PlayerState {
  const next = afterFailure('failures' in state ? state : FLOWING, PLAYER_LADDER, atLeast)
  return next.failures > MOST_FAILURES ? { phase: 'failed', reason } : wait(next, reason, nextDelayMs)
}

export const isTrying = ({ phase }: PlayerState): boolean => phase === 'connecting' || phase === 'platform-reconnecting'

export const isShowing = ({ phase }: PlayerState): boolean => phase === 'live' || phase === 'buffering'

/** The page should offer a retry button, because recovery may need the student. The tries continue. */
export const needsStudent = (state: PlayerState): boolean => 'failures' in state && isStuck(state)
