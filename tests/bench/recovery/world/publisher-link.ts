import { SERVER } from './assumptions'
import type { VirtualClock } from './clock'
import type { SeededRandom } from './random'
import type { Network } from './network'
import type { ClassServer, Publisher, Ticket } from './server'

interface Parts { clock: VirtualClock, random: SeededRandom, network: Network, server: ClassServer }

/** A component's connection to the engine. */
export class PublisherLink implements Publisher {
  readonly ticket: Ticket
  isAbandoned = false
  readonly #parts: Parts
  readonly #epoch: number
  readonly #onServerClosed: (link: PublisherLink) => void
  #isClosed = false

  constructor(parts: Parts, ticket: Ticket, onServerClosed: (link: PublisherLink) => void) {
    this.#parts = parts
    this.#epoch = parts.network.epoch
    this.#onServerClosed = onServerClosed
    this.ticket = ticket
  }

  get isAlive(): boolean { return !this.#isClosed && this.isInEpoch }

  /** The network still carries what the server sends. */
  get isInEpoch(): boolean { return this.#epoch === this.#parts.network.epoch }

  onClosed(): void {
    this.#isClosed = true
    this.#onServerClosed(this)
  }

  /** A proper end, where the network carries it. */
  leave(): void {
    const { clock, random, network, server } = this.#parts
    if (!network.isUp || !this.isAlive) return this.abandon()
    this.#isClosed = true
    clock.after(random.between(SERVER.noticeMs), () => server.publisherGone(this))
  }

  /** Without a word: the server notices later. */
  abandon(): void {
    const { clock, random, server } = this.#parts
    this.isAbandoned = true
    this.#isClosed = true
    clock.after(random.between(SERVER.holdsDeadMs), () => server.publisherGone(this))
  }

  /** The server cuts a publisher that sends no media. */
  cutIfSilent(): void {
    const { clock, network, server } = this.#parts
    clock.after(SERVER.cutsSilentMs, () => {
      if (server.publisher !== this || network.isUp) return
      server.publisherGone(this)
      this.onClosed()
    })
  }
}
