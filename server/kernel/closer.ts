type Close = () => Promise<void>

/** Closes resources in the reverse order of their opening, each once. */
export class Closer {
  readonly #closes: Close[] = []
  #closing: Promise<void> | undefined

  get isClosing(): boolean {
    return this.#closing !== undefined
  }

  /** Returns a function that closes this resource before its turn. */
  add(close: Close): Close {
    let closed: Promise<void> | undefined
    const once = () => closed ??= close()
    this.#closes.unshift(once)
    return once
  }

  close(): Promise<void> {
    return this.#closing ??= this.#closeAll()
  }

  /** A failure does not keep the next resources open; the first one is thrown at the end. */
  async #closeAll(): Promise<void> {
    const failures: unknown[] = []
    for (const close of this.#closes) await close().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
}
