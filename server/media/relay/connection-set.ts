/** The sockets that are open, so that a stop can wait for them and destroy what does not go by itself. */
export class ConnectionSet {
  readonly #destroyers = new Set<() => void>()
  #onEmpty: (() => void) | undefined

  get size(): number {
    return this.#destroyers.size
  }

  /** Returns what to call when the socket is closed. */
  add(destroy: () => void): () => void {
    const destroyer = () => { destroy() }
    this.#destroyers.add(destroyer)
    return () => {
      this.#destroyers.delete(destroyer)
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
}
