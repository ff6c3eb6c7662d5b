import type { RawNetStatus } from '@/live/netstatus'
import { NO_HISTORY, withCode, withSample } from '@/live/play-history'
import type { PlayHistory } from '@/live/play-history'
import type { PlayerEvent } from '@/live/player-events'

/** The player's last minutes, off reactive data: whoever shows them asks when to. */
export function usePlayHistory() {
  let history = NO_HISTORY

  return {
    read: (): PlayHistory => history,
    forget(): void { history = NO_HISTORY },
    code(code: number, event: PlayerEvent | undefined): void { history = withCode(history, code, event, Date.now()) },
    status(raw: RawNetStatus): void { history = withSample(history, raw, Date.now()) },
  }
}
