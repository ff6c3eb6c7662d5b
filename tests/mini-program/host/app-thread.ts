import type { Clock } from './clock'

/**
 * The thread of the mini-program's code. WeChat suspends it some seconds after the mini-program leaves the screen:
 * timers and events wait, and all run when it returns.
 */
export class AppThread {
  private isSuspended = false
  private readonly held: (() => void)[] = []
  private readonly clock: Clock

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** Calls the mini-program's code, now or after the thread resumes. */
  run(callback: () => void): void {
    if (this.isSuspended) this.held.push(callback)
    else callback()
  }

  suspend(): void {
    this.isSuspended = true
  }

  resume(): void {
    if (!this.isSuspended) return
    this.isSuspended = false
    for (const callback of this.held.splice(0)) callback()
  }

  setTimeout(callback: () => void, delayMs?: number): number {
    return this.clock.setTimeout(() => this.run(callback), delayMs)
  }

  setInterval(callback: () => void, intervalMs?: number): number {
    let isHeld = false
    return this.clock.setInterval(() => {
      if (isHeld) return
      isHeld = true
      this.run(() => {
        isHeld = false
        callback()
      })
    }, intervalMs)
  }
}
