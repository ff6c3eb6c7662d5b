/**
 * The picture on a television by DLNA, as WeChat's player tells of it
 * (docs/reference/wechat-live-components.md, C1, C3). WeChat lists no `type`s of a `castingstatechange`, so
 * only its outcome counts.
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
  /** By the student, or with the component that cast. */
  | { type: 'ended' }

/** What a student can ask for; WeChat takes all of them in a tap only. */
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
      // Who does not choose another television keeps the one that plays.
      return phase === 'choosing' ? 'off' : phase
    case 'changed':
      // Once it was ended, a late answer begins nothing.
      if (input.hasSucceeded) return phase === 'off' ? phase : 'casting'
      return phase === 'casting' ? 'interrupted' : phase === 'choosing' ? 'off' : phase
    case 'interrupted': return phase === 'casting' ? 'interrupted' : phase
    case 'commandRefused': return phase === 'choosing' ? 'off' : phase
    case 'ended': return 'off'
  }
}
