/** The effect of each state of the player. */
import { assertNever } from '@contract/kernel/assert-never'
import { mayNotCommand } from '@/features/recovery/rules/effects'
import type { Circumstances, Effect } from '@/features/recovery/rules/effects'
import type { PlayerInput } from './machine'
import type { PlayerState } from './state'
import { isCommandOnly } from '@/features/recovery/rules/ladder'
import type { RecoveryStep } from '@/features/recovery/rules/ladder'

export type PlayerCommand =
  /** Stops and plays the same URL again. */
  | { type: 'replay' }
  /** Requests a play URL and gives it to the component, which starts by itself. */
  | { type: 'fetch-url' }
  | { type: 'rebuild' }
  /** Removes the URL, so that the component cannot repeat its retries (docs/reference/field-problems.md, row 7). */
  | { type: 'clear' }

export type PlayerEffect = Effect<PlayerCommand, PlayerInput>

const NOTHING: PlayerEffect = { commands: [] }
const CLEAR: PlayerEffect = { commands: [{ type: 'clear' }] }

/** The first picture normally arrives within 2 s. */
const FIRST_PICTURE_WITHIN_MS = 10_000
/** A picture that is not lost again for this long moves. */
const PROVEN_AFTER_MS = 10_000
/** The end of a call or an alarm is not always reported. */
const CALL_CHECK_MS = 60_000
/** Longer than the component's own three retries. */
const STALLED_AFTER_MS = 15_000

const BY_STEP: Record<RecoveryStep, readonly PlayerCommand[]> = {
  'start': [{ type: 'replay' }],
  'restart': [{ type: 'clear' }, { type: 'fetch-url' }],
  'new-url': [{ type: 'fetch-url' }],
  'rebuild': [{ type: 'clear' }, { type: 'rebuild' }, { type: 'fetch-url' }],
}

/** A component that takes the command reports within a second. */
const FIRST_SIGN_WITHIN_MS = 6_000

const duringCall = (): PlayerEffect => ({ commands: [], timer: afterMs(CALL_CHECK_MS, { type: 'callEnded' }) })

function connectingEffect({ step, isLate }: PlayerState & { phase: 'connecting' }): PlayerEffect {
  if (isLate) return { commands: [], timer: afterMs(FIRST_PICTURE_WITHIN_MS - FIRST_SIGN_WITHIN_MS, { type: 'stalled' }) }
  const delayMs = isCommandOnly(step) ? FIRST_SIGN_WITHIN_MS : FIRST_PICTURE_WITHIN_MS
  return { commands: BY_STEP[step], timer: afterMs(delayMs, { type: 'stalled' }) }
}

const afterMs = (delayMs: number, input: PlayerInput) => ({ delayMs, input })

export function playerEffect(state: PlayerState, circumstances: Circumstances): PlayerEffect {
  if (mayNotCommand(circumstances)) return NOTHING
  switch (state.phase) {
    case 'connecting':
      return circumstances.isOnline
        ? connectingEffect(state)
        : NOTHING
    case 'buffering':
      return state.isInCall ? duringCall() : { commands: [], timer: afterMs(STALLED_AFTER_MS, { type: 'stalled' }) }
    case 'platform-reconnecting':
      return { commands: [], timer: afterMs(STALLED_AFTER_MS, { type: 'stalled' }) }
    case 'waiting':
      return circumstances.isOnline ? { commands: [], timer: afterMs(state.delayMs, { type: 'retryDue' }) } : NOTHING
    case 'live':
      if (state.isInCall) return duringCall()
      return state.unproven ? { commands: [], timer: afterMs(PROVEN_AFTER_MS, { type: 'calmed' }) } : NOTHING
    // The last picture stays visible.
    case 'interrupted': return NOTHING
    case 'idle':
    case 'waiting-room':
    case 'failed':
    case 'refused':
    case 'ended':
      return CLEAR
    default: return assertNever(state)
  }
}
