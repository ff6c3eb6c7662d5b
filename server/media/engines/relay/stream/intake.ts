import type { MessageBudget } from '../message-budget'

interface IntakeParts<Item> {
  budget: MessageBudget
  /** Reads lazily, so that what was not asked for costs nothing yet. */
  read: (data: Buffer) => Iterable<Item>
  bytesOf: (item: Item) => number
  handle: (item: Item) => void
  /** Of `read` or `handle`; nothing is read after it. */
  fail: (error: unknown) => void
  /** The peer's socket: no further input until `resume`. */
  pause: () => void
  resume: () => void
}

/**
 * Handles what a peer sends, in order and no faster than its budget allows. What must wait stays unread, and the peer's
 * socket is paused: TCP slows down an honest peer, and a hostile one costs no more than an encoder.
 */
export class Intake<Item> {
  readonly #parts: IntakeParts<Item>
  /** What arrived before the pause took effect; at most a read of the socket. */
  #waiting: Buffer[] = []
  #items: Iterator<Item> | undefined
  #paused = false
  #held = false
  #stopped = false
  #timer: NodeJS.Timeout | undefined

  constructor(parts: IntakeParts<Item>) {
    this.#parts = parts
  }

  push(data: Buffer): void {
    if (this.#stopped) return
    this.#waiting.push(data)
    if (!this.#paused) this.#run()
  }

  /** Nothing more is handled until `release`. */
  hold(): void {
    this.#held = true
  }

  release(): void {
    this.#held = false
    this.#run()
  }

  /** What still comes is left to be thrown away: unread bytes would make the end a reset, and lose the last word. */
  stop(): void {
    this.#stopped = true
    this.#waiting = []
    this.#items = undefined
    clearTimeout(this.#timer)
    this.#resume()
  }

  #run(): void {
    clearTimeout(this.#timer)
    try {
      while (!this.#stopped) {
        if (this.#held) return this.#pause()
        const waitMs = this.#parts.budget.waitMs()
        if (waitMs > 0) return this.#pauseFor(waitMs)
        if (!this.#handleNext()) return this.#resume()
      }
    } catch (error) {
      this.stop()
      this.#parts.fail(error)
    }
  }

  /** Returns whether there was anything left. */
  #handleNext(): boolean {
    this.#items ??= this.#nextItems()
    if (!this.#items) return false
    const next = this.#items.next()
    if (next.done) {
      this.#items = undefined
      return true
    }
    this.#parts.budget.spend(this.#parts.bytesOf(next.value))
    this.#parts.handle(next.value)
    return true
  }

  #nextItems(): Iterator<Item> | undefined {
    const data = this.#waiting.shift()
    return data && this.#parts.read(data)[Symbol.iterator]()
  }

  #pauseFor(waitMs: number): void {
    this.#pause()
    this.#timer = setTimeout(() => { this.#run() }, waitMs)
  }

  #pause(): void {
    if (this.#paused) return
    this.#paused = true
    this.#parts.pause()
  }

  #resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#parts.resume()
  }
}
