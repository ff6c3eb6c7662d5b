/** The sockets that are open, so that a stop can wait for them and destroy what does not go by itself. */
export class ConnectionSet {
  readonly #maxPerAddress: number
  readonly #countOf = new Map<string, number>()
  readonly #destroyers = new Set<() => void>()
  #onEmpty: (() => void) | undefined

  constructor(maxPerAddress = Infinity) {
    this.#maxPerAddress = maxPerAddress
  }

  /** Whether one more from there may come in. */
  hasRoom(address: string): boolean {
    return (this.#countOf.get(address) ?? 0) < this.#maxPerAddress
  }

  get size(): number {
    return this.#destroyers.size
  }

  /** Returns what to call when the socket is closed. */
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

  /** Resolves when all are closed; destroys the rest after `limitMs`. */
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
