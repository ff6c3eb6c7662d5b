/** View of the student's page, from the server's phase and the player's state. */
import { assertNever } from '@contract/kernel/assert-never'
import type { LessonPhase } from '@contract/lessons/phase'
import type { PlayerState } from '@/features/player/rules/state'

export type WatchView =
  | 'loading' | 'scheduled' | 'open' | 'connecting' | 'live' | 'buffering' | 'reconnecting'
  | 'interrupted' | 'failed' | 'ended' | 'cancelled' | 'refused'

export function watchView(player: PlayerState, lessonPhase: LessonPhase | undefined): WatchView {
  switch (player.phase) {
    case 'idle': return 'loading'
    case 'waiting-room': return lessonPhase === 'scheduled' ? 'scheduled' : 'open'
    case 'connecting': return player.attempt === 0 ? 'connecting' : 'reconnecting'
    case 'platform-reconnecting':
    case 'waiting': return 'reconnecting'
    case 'ended': return lessonPhase === 'cancelled' ? 'cancelled' : 'ended'
    case 'live':
    case 'buffering':
    case 'interrupted':
    case 'failed':
    case 'refused': return player.phase
    default: return assertNever(player)
  }
}

/** Whether the last picture stays visible under the message of the page. */
export const showsPicture = (view: WatchView): boolean =>
  view === 'live' || view === 'buffering' || view === 'reconnecting' || view === 'interrupted' || view === 'failed'
