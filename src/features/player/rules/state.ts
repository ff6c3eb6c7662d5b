/** States of the player, and the transitions that several inputs share. */
import type { ApiErrorCode } from '@contract'
import type { PlayerFailure } from '@/features/codes/player-events'
import { FLOWING, afterFailure, isStuck } from '@/features/recovery/rules/ladder'
import type { NextDelayMs, RecoveryStep, Running, Try } from '@/features/recovery/rules/ladder'

/** Reason for a missing picture: a report of the component, its silence (`SILENT`), or a server or URL problem. */
export type PlayTrouble = PlayerFailure | 'STREAM_ENDED' | 'PULL_SUSPENDED' | 'PULL_HALTED' | 'SILENT'
  | 'SERVER_UNREACHABLE'
  | 'URL_UNPLAYABLE' | 'DEVICE_UNFIT'

/** While the teacher is away. A `flowing` or `dry` connection continues by itself when the stream is back. */
export type Connection = 'flowing' | 'dry' | 'lost'

/** Nothing may play. `stray` counts the reports of a picture that plays anyway; each one clears it again. */
interface Still { stray?: number }

interface Shown {
  /** The tries that led here, until the statistics or some time prove that the picture moves. */
  unproven?: Try
  /** A call or an alarm has the sound. */
  isInCall?: true
}

export type PlayerState =
  /** No message from the server yet. */
  | { phase: 'idle' } & Still
  | { phase: 'waiting-room' } & Still
  /** Our own try is in progress. */
  | { phase: 'connecting' } & Try & Running
  | { phase: 'live' } & Shown
  | { phase: 'buffering' } & Shown
  /** The component's own three retries; a second timer here would race them. */
  | { phase: 'platform-reconnecting', reports: number } & Try
  | { phase: 'waiting', delayMs: number, reason: PlayTrouble } & Try
  /** The teacher is away. */
  | { phase: 'interrupted', connection: Connection }
  | { phase: 'failed', reason: PlayTrouble }
  /** The server does not let this person watch. */
  | { phase: 'refused', code: ApiErrorCode } & Still
  | { phase: 'ended' } & Still

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

export const wait = ({ step, attempt, failures }: Try, reason: PlayTrouble, delayMs: number): PlayerState =>
  ({ phase: 'waiting', step, attempt, failures, delayMs, reason })

/** The tries since a picture has last been proven to move. */
export function triesOf(state: PlayerState): Try {
  if ('failures' in state) return { step: state.step, attempt: state.attempt, failures: state.failures }
  return ('unproven' in state ? state.unproven : undefined) ?? FLOWING
}

/** A picture according to a report; until it is proven to move, its failures still count. */
export function show(state: PlayerState): PlayerState {
  const tries = triesOf(state)
  const call = 'isInCall' in state && { isInCall: state.isInCall }
  return tries.failures > 0 ? { phase: 'live', unproven: tries, ...call } : { phase: 'live', ...call }
}

/** The component failed: wait and take the next step of the ladder, or give up. */
export function fail(
  state: PlayerState, reason: PlayTrouble, atLeast: RecoveryStep, nextDelayMs: NextDelayMs,
): PlayerState {
  const next = afterFailure(triesOf(state), PLAYER_LADDER, atLeast)
  return next.failures > MOST_FAILURES
    ? { phase: 'failed', reason }
    : wait(next, reason, nextDelayMs(next.attempt, 'start'))
}

export const isTrying = ({ phase }: PlayerState): boolean => phase === 'connecting' || phase === 'platform-reconnecting'

export const isShowing = ({ phase }: PlayerState): boolean => phase === 'live' || phase === 'buffering'

/** The page should offer a retry button, because recovery may need the student. The tries continue. */
export const needsStudent = (state: PlayerState): boolean => 'failures' in state && isStuck(state)
