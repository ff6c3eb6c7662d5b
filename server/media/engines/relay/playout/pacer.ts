/** Schedules the work of a stream; tests run it immediately. */
export interface Pacer {
  /** Runs after `delayMs`. */
  after: (delayMs: number, run: () => void) => void
  /** Runs after all other work that waits for the thread. */
  soon: (run: () => void) => void
}

export const threadPacer: Pacer = {
  after: (delayMs, run) => { setTimeout(run, delayMs) },
  soon: run => { setImmediate(run) },
}
