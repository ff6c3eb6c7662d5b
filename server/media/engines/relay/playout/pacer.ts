/** When a stream's work is done; tests do it at once. */
export interface Pacer {
  /** Runs after `delayMs`. */
  after: (delayMs: number, run: () => void) => void
  /** Runs once everything else that waits for the thread has had its turn. */
  soon: (run: () => void) => void
}

export const threadPacer: Pacer = {
  after: (delayMs, run) => { setTimeout(run, delayMs) },
  soon: run => { setImmediate(run) },
}
