/** A virtual clock: a queue of events in order of time, then of scheduling. */
export interface Due {
  dueMs: number
  order: number
  run: () => void
  isCancelled: boolean
}

const isBefore = (a: Due, b: Due): boolean => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order)

export class VirtualClock {
  nowMs = 0
  #order = 0
  /** Binary heap; the first entry is the next event. */
  readonly #heap: Due[] = []

  after(delayMs: number, run: () => void): Due {
    const due: Due = { dueMs: this.nowMs + Math.max(0, delayMs), order: this.#order, run, isCancelled: false }
    this.#order += 1
    this.#push(due)
    return due
  }

  /** Runs all events up to `untilMs`, and `afterEach` after each of them. */
  runUntil(untilMs: number, afterEach: () => void = () => {}): void {
    for (let next = this.#heap[0]; next && next.dueMs <= untilMs; next = this.#heap[0]) {
      this.#pop()
      if (next.isCancelled) continue
      this.nowMs = next.dueMs
      next.run()
      afterEach()
    }
    this.nowMs = untilMs
  }

  #push(due: Due): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(due)
    while (at > 0) {
      const parentAt = (at - 1) >> 1
      const parent = heap[parentAt]
      if (!parent || !isBefore(due, parent)) break
      heap[at] = parent
      at = parentAt
    }
    heap[at] = due
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (!last || heap.length === 0) return
    let at = 0
    for (;;) {
      const leftAt = 2 * at + 1
      const left = heap[leftAt]
      if (!left) break
      const right = heap[leftAt + 1]
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (!isBefore(child, last)) break
      heap[at] = child
      at = isRight ? leftAt + 1 : leftAt
    }
    heap[at] = last
  }
}
