/** One kind of event with any number of listeners. */
export interface Signal<T extends unknown[]> {
  /** Returns the function that stops listening. */
  on: (listener: (...news: T) => void) => () => void
  emit: (...news: T) => void
}

export function createSignal<T extends unknown[]>(): Signal<T> {
  const listeners = new Set<(...news: T) => void>()
  return {
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(...news) {
      for (const listener of [...listeners]) listener(...news)
    },
  }
}
