import type { MessageBudget } from '../message-budget'

interface IntakeParts<Item> {
  budget: MessageBudget
  /** Reads lazily, so that an item that was not requested costs nothing yet. */
  read: (data: Buffer) => Iterable<Item>
  bytesOf: (item: Item) => number
  handle: (item: Item) => void
  /** Called with an error of `read` or `handle`; nothing is read after it. */
  fail: (error: unknown) => void
  /** Stops input from the peer's socket until `resume`. */
  pause: () => void
  resume: () => void
}

/**
 * Handles a peer's items in order and no faster than its budget allows. Waiting bytes stay unread and the peer's socket
 * is paused: TCP slows down an honest peer, and a hostile peer costs no more than an encoder.
 */
export class Intake<Item> {
  readonly #parts: IntakeParts<Item>
  /** Bytes that arrived before the pause took effect; at most one read of the socket. */
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

  /** Handles nothing until `release`. */
  hold(): void {
    this.#held = true
  }

  release(): void {
    this.#held = false
    this.#run()
  }

  /** Discards further input: unread bytes would turn the close into a reset and lose the final message. */
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

  /** Returns whether an item was left. */
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
