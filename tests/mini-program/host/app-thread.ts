import type { Clock } from './clock'

/**
 * What the mini-program's code runs on. Some seconds after it left the screen WeChat stops its thread: timers and events
 * wait, and come all at once when it is back.
 */
export class AppThread {
  private isSuspended = false
  private readonly held: (() => void)[] = []
  private readonly clock: Clock

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** Calls into the mini-program's code, now or when it runs again. */
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
