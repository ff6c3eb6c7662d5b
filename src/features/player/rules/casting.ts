/**
 * Casting to a television by DLNA, from the events of WeChat's player (docs/reference/wechat-live-components.md, C1,
 * C3). WeChat lists no `type` values of `castingstatechange`, so only its outcome is used.
 */
import type { PLAYER_SINCE } from '@/platform/capabilities/table'

export type CastingPhase = 'off' | 'choosing' | 'casting' | 'interrupted'

export type CastingInput =
  | { type: 'startRequested' }
  /** `castinguserselect` */
  | { type: 'deviceAnswered', isChosen: boolean }
  /** `castingstatechange` */
  | { type: 'changed', hasSucceeded: boolean }
  /** `castinginterrupt` */
  | { type: 'interrupted' }
  | { type: 'commandRefused' }
  /** By the student, or because the component that cast is gone. */
  | { type: 'ended' }

/** Commands that the student can give. WeChat accepts all of them only in a tap handler. */
export const CASTING_COMMANDS = {
  off: ['startCasting'],
  choosing: ['startCasting'],
  casting: ['switchCasting', 'exitCasting'],
  interrupted: ['reconnectCasting', 'exitCasting'],
} as const satisfies Record<CastingPhase, readonly (keyof typeof PLAYER_SINCE.commands)[]>

export type CastingCommand = typeof CASTING_COMMANDS[CastingPhase][number]

export function stepCasting(phase: CastingPhase, input: CastingInput): CastingPhase {
  switch (input.type) {
    case 'startRequested': return phase === 'off' ? 'choosing' : phase
    case 'deviceAnswered':
      if (input.isChosen) return phase === 'off' ? 'choosing' : phase
      // A cancelled choice of another television keeps the current one.
      return phase === 'choosing' ? 'off' : phase
    case 'changed':
      // A late answer after the end does not start casting.
      if (input.hasSucceeded) return phase === 'off' ? phase : 'casting'
      return phase === 'casting' ? 'interrupted' : phase === 'choosing' ? 'off' : phase
    case 'interrupted': return phase === 'casting' ? 'interrupted' : phase
    case 'commandRefused': return phase === 'choosing' ? 'off' : phase
    case 'ended': return 'off'
  }
}
