import { NO_HISTORY, withCode, withSample } from '@/live/play-history'
import type { PlayHistory } from '@/live/play-history'

/** The player's last minutes, off reactive data: whoever shows them asks when to. */
export function usePlayHistory() {
  let history = NO_HISTORY

  return {
    read: (): PlayHistory => history,
    forget(): void { history = NO_HISTORY },
    code(...[code, event]: [code: number, event: Parameters<typeof withCode>[2]]): void {
      history = withCode(history, code, event, Date.now())
    },
    status(raw: Parameters<typeof withSample>[1]): void {
      history = withSample(history, raw, Date.now())
    },
  }
}
