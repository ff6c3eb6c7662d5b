/** The open sockets. A stop waits for them and destroys those that do not close by themselves. */
export class ConnectionSet {
  readonly #maxPerAddress: number
  readonly #countOf = new Map<string, number>()
  readonly #destroyers = new Set<() => void>()
  #onEmpty: (() => void) | undefined

  constructor(maxPerAddress = Infinity) {
    this.#maxPerAddress = maxPerAddress
  }

  /** Whether one more connection from this address is allowed. */
  hasRoom(address: string): boolean {
    return (this.#countOf.get(address) ?? 0) < this.#maxPerAddress
  }

  get size(): number {
    return this.#destroyers.size
  }

  /** Returns the function to call when the socket has closed. */
  add(address: string, destroy: () => void): () => void {
    const destroyer = () => { destroy() }
    this.#destroyers.add(destroyer)
    this.#count(address, 1)
    return () => {
      if (!this.#destroyers.delete(destroyer)) return
      this.#count(address, -1)
      if (this.size === 0) this.#onEmpty?.()
    }
  }

  /** Resolves when all sockets are closed; destroys the rest after `limitMs`. */
  async drain(limitMs: number): Promise<void> {
    if (this.size === 0) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>(resolve => {
      this.#onEmpty = resolve
      timer = setTimeout(resolve, limitMs)
    })
    clearTimeout(timer)
    for (const destroy of this.#destroyers) destroy()
  }

  #count(address: string, change: number): void {
    const count = (this.#countOf.get(address) ?? 0) + change
    if (count > 0) this.#countOf.set(address, count)
    else this.#countOf.delete(address)
  }
}
