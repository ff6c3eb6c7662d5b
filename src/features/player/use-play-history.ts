import type { RawNetStatus } from '@/features/codes/netstatus'
import { NO_HISTORY, withCode, withSample } from './rules/play-history'
import type { PlayHistory } from './rules/play-history'
import type { PlayerEvent } from '@/features/codes/player-events'

/** The player's recent history. It is not reactive: a caller reads it when needed. */
export function usePlayHistory() {
  let history = NO_HISTORY

  return {
    read: (): PlayHistory => history,
    forget(): void { history = NO_HISTORY },
    code(code: number, event: PlayerEvent | undefined): void { history = withCode(history, code, event, Date.now()) },
    status(raw: RawNetStatus): void { history = withSample(history, raw, Date.now()) },
  }
}
