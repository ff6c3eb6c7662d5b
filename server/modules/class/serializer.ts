interface Serializer {
  /** Runs `work` after everything that was handed in before under the same key. */
  <T>(key: string, work: () => Promise<T>): Promise<T>
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
}

/** One queue a key; a failure does not stop those behind it, and an empty queue leaves nothing behind. */
export function createSerializer(): Serializer {
  const tails = new Map<string, Promise<unknown>>()

  function serially<T>(key: string, work: () => Promise<T>): Promise<T> {
    const result = (tails.get(key) ?? Promise.resolve()).then(work)
    const tail: Promise<unknown> = result.catch(() => {}).finally(() => {
      if (tails.get(key) === tail) tails.delete(key)
    })
    tails.set(key, tail)
    return result
  }

  async function idle(): Promise<void> {
    while (tails.size > 0) await Promise.all(tails.values())
  }

  return Object.assign(serially, { idle })
}
