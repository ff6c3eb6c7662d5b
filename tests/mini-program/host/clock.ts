/** The clock of the mini-program. */
export interface Clock {
  now(): number
  setTimeout(run: () => void, delayMs?: number): number
  setInterval(run: () => void, intervalMs?: number): number
  /** Clears a timeout or an interval. */
  clear(id: number | undefined): void
  /** The mini-program's `Date`. */
  Date: DateConstructor
}

/** Waits for the network and leaves the processor to it. Browsers delay each of several calls in a row by 4 ms. */
export const pauseForNetwork = (): Promise<void> => new Promise(done => setTimeout(done, 0))

const tasks = new MessageChannel()
const waiting: (() => void)[] = []
tasks.port1.onmessage = () => waiting.shift()?.()

/** Lets promises and the browser's task queue run; independent of the mini-program's clock. */
export const nextTask = (): Promise<void> => new Promise(done => {
  waiting.push(done)
  tasks.port2.postMessage(0)
})

function dateOf(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args) as Date,
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name) as unknown),
  })
}

export function realClock(): Clock {
  return {
    now: () => Date.now(),
    setTimeout: (run, delayMs = 0) => window.setTimeout(run, delayMs),
    setInterval: (run, intervalMs = 0) => window.setInterval(run, intervalMs),
    clear: id => window.clearTimeout(id),
    Date,
  }
}

interface Timer { id: number, dueMs: number, intervalMs?: number, run: () => void }

/** Stands still; `advance` runs the due timers in order and waits for their effects. */
export class VirtualClock implements Clock {
  private timers: Timer[] = []
  private lastId = 0
  private nowMs: number
  readonly Date: DateConstructor

  constructor(startMs: number) {
    this.nowMs = startMs
    this.Date = dateOf(() => this.nowMs)
  }

  now(): number {
    return this.nowMs
  }

  setTimeout(run: () => void, delayMs = 0): number {
    return this.add({ dueMs: this.nowMs + Math.max(0, delayMs), run })
  }

  setInterval(run: () => void, intervalMs = 0): number {
    const every = Math.max(1, intervalMs)
    return this.add({ dueMs: this.nowMs + every, intervalMs: every, run })
  }

  clear(id: number | undefined): void {
    this.timers = this.timers.filter(timer => timer.id !== id)
  }

  /** Awaits `settle` after every timer, for requests that the timer started. */
  async advance(byMs: number, settle: () => Promise<void>): Promise<void> {
    const untilMs = this.nowMs + byMs
    await settle()
    for (let timer = this.next(untilMs); timer; timer = this.next(untilMs)) {
      this.nowMs = Math.max(this.nowMs, timer.dueMs)
      if (timer.intervalMs === undefined) this.clear(timer.id)
      else timer.dueMs += timer.intervalMs
      timer.run()
      await settle()
    }
    this.nowMs = untilMs
  }

  /** Runs tasks that are due now, for example uni-app's handler of a tap. Returns whether there were any. */
  runDue(): boolean {
    const due = this.timers.filter(({ dueMs, intervalMs }) => dueMs <= this.nowMs && intervalMs === undefined)
    for (const timer of due) {
      this.clear(timer.id)
      timer.run()
    }
    return due.length > 0
  }

  private add(timer: Omit<Timer, 'id'>): number {
    this.lastId += 1
    this.timers.push({ id: this.lastId, ...timer })
    return this.lastId
  }

  private next(untilMs: number): Timer | undefined {
    return this.timers.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs || a.id - b.id)[0]
  }
}
