/** The states of the student's picture, and the moves between them that more than one input makes. */
import type { ApiErrorCode } from '@contract'
import type { PlayerFailure } from '@/features/codes/player-events'
import { FLOWING, afterFailure, isStuck } from '@/features/recovery/rules/ladder'
import type { NextDelayMs, RecoveryStep, Try } from '@/features/recovery/rules/ladder'

/** Why there is no picture: what the component said, that it said nothing, or that the server did not. */
export type PlayTrouble = PlayerFailure | 'STREAM_ENDED' | 'PULL_SUSPENDED' | 'PULL_HALTED' | 'SILENT' | 'SERVER_UNREACHABLE'
  | 'URL_UNPLAYABLE' | 'DEVICE_UNFIT'

/** While the teacher is away: a connection that is `flowing` or `dry` carries on by itself when the stream is back. */
export type Connection = 'flowing' | 'dry' | 'lost'

export type PlayerState =
  /** The server has not said anything yet. */
  | { phase: 'idle' }
  | { phase: 'waiting-room' }
  /** A try of ours is under way. */
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

export type PlayerPhase = PlayerState['phase']

export const IDLE_PLAYER: PlayerState = { phase: 'idle' }

/**
 * The pusher's ladder without the second's rest: a new URL comes second, since the answer also says whether there is
 * anything to see, and a changed `src` makes the component begin anew.
 */
export const PLAYER_LADDER: readonly RecoveryStep[] = ['start', 'new-url', 'rebuild']

/** A quarter of an hour of failing on a network that the device calls good. */
const MOST_FAILURES = 100

export const connect = ({ step, attempt, failures }: Try): PlayerState => ({ phase: 'connecting', step, attempt, failures })

export const wait = ({ step, attempt, failures }: Try, reason: PlayTrouble, nextDelayMs: NextDelayMs): PlayerState =>
  ({ phase: 'waiting', step, attempt, failures, delayMs: nextDelayMs(attempt), reason })

/** The component failed: a pause and the next rung, or the end of the ladder. */
export function fail(state: PlayerState, reason: PlayTrouble, atLeast: RecoveryStep, nextDelayMs: NextDelayMs): PlayerState {
  const next = afterFailure('failures' in state ? state : FLOWING, PLAYER_LADDER, atLeast)
  return next.failures > MOST_FAILURES ? { phase: 'failed', reason } : wait(next, reason, nextDelayMs)
}

export const isTrying = ({ phase }: PlayerState): boolean => phase === 'connecting' || phase === 'platform-reconnecting'

export const isShowing = ({ phase }: PlayerState): boolean => phase === 'live' || phase === 'buffering'

/** The student should hear that it may not come back by itself, with a button; the tries go on. */
export const needsStudent = (state: PlayerState): boolean => 'failures' in state && isStuck(state)
