import type { EngineEvents } from '../../engine'
import type { RelayLogger } from './options'

type EventName = keyof EngineEvents
type Listener<E extends EventName> = (...args: EngineEvents[E]) => void
type Listeners = { [E in EventName]: Set<Listener<E>> }

/** A listener that throws is a fault of the app and must not affect the media: the error is logged. */
export class EngineEmitter {
  readonly #log: RelayLogger
  readonly #listeners: Listeners = { publishStart: new Set(), publishStop: new Set(), viewers: new Set() }

  constructor(log: RelayLogger) {
    this.#log = log
  }

  on<E extends EventName>(event: E, listener: Listener<E>): void {
    this.#listeners[event].add(listener)
  }

  emit<E extends EventName>(event: E, ...args: EngineEvents[E]): void {
    for (const listener of this.#listeners[event]) {
      try {
        listener(...args)
      } catch (error) {
        this.#log.error({ err: error, event }, 'a listener of the relay failed')
      }
    }
  }
}
