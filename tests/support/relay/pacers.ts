import type { Pacer } from '../../../server/media/engines/relay/playout/pacer'

/** Every frame is a separate window and written immediately. */
export const atOnce: Pacer = { after: (_, run) => { run() }, soon: run => { run() } }

/** The test decides when windows end and rounds continue. */
export class ManualPacer implements Pacer {
  #waiting: (() => void)[] = []

  after(_delayMs: number, run: () => void): void {
    this.#waiting.push(run)
  }

  soon(run: () => void): void {
    this.#waiting.push(run)
  }

  /** Runs all waiting calls. */
  step(): void {
    for (const run of this.#waiting.splice(0)) run()
  }

  /** Runs all waiting calls, and those that they schedule. */
  run(): void {
    while (this.#waiting.length > 0) this.step()
  }
}
