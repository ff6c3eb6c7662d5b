import type { Pacer } from '../../../server/media/engines/relay/playout/pacer'

/** Every frame is a window of its own, and written at once. */
export const atOnce: Pacer = { after: (_, run) => { run() }, soon: run => { run() } }

/** Windows end, and rounds go on, when the test says so. */
export class ManualPacer implements Pacer {
  #waiting: (() => void)[] = []

  after(_delayMs: number, run: () => void): void {
    this.#waiting.push(run)
  }

  soon(run: () => void): void {
    this.#waiting.push(run)
  }

  /** All that waits now. */
  step(): void {
    for (const run of this.#waiting.splice(0)) run()
  }

  /** All that waits now, and what that makes wait. */
  run(): void {
    while (this.#waiting.length > 0) this.step()
  }
}
