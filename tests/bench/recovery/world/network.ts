import { COMPONENT, PHONE } from './assumptions'
import type { VirtualClock } from './clock'
import type { SeededRandom } from './random'
import type { Phone } from './phone'
import type { Reliability } from './reliability'

interface Parts { clock: VirtualClock, random: SeededRandom, phone: Phone, reliability: Reliability }

/** How an outage ends for the connections that were open: alive, or dead with a new address, or just dead. */
type Outage =
  /** The device reports that it has no network, and its address may change. */
  | 'no-network'
  /** The device reports a network that leads nowhere. */
  | 'no-path'

/** The phone's network. Connections belong to an epoch; a new epoch has made all older ones dead. */
export class Network {
  /** Called with what the device reports to the page, a moment late. */
  onReport: (isConnected: boolean) => void = () => {}
  epoch = 0
  readonly #parts: Parts
  readonly #deadListeners = new Set<(isReset: boolean) => void>()
  readonly #downListeners = new Set<() => void>()
  /** Outages may overlap. */
  #outages = 0
  #withoutRadio = 0
  #reported = true

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get isUp(): boolean { return this.#outages === 0 }

  get hasRadio(): boolean { return this.#withoutRadio === 0 }

  /** `isReset`: the connection is known to be dead soon, as after a change of the interface. */
  onDead(listener: (isReset: boolean) => void): void { this.#deadListeners.add(listener) }

  onDown(listener: () => void): void { this.#downListeners.add(listener) }

  goDown(outage: Outage, forMs: number, switchesInterface: boolean): void {
    const { clock, random } = this.#parts
    const survivesMs = random.between(COMPONENT.survivesMs)
    this.#outages += 1
    if (outage === 'no-network') this.#withoutRadio += 1
    this.#report()
    for (const listener of this.#downListeners) listener()
    clock.after(forMs, () => {
      this.#outages -= 1
      if (outage === 'no-network') this.#withoutRadio -= 1
      if (switchesInterface || forMs > survivesMs) this.breakConnections(switchesInterface)
      this.#report()
    })
  }

  /** The connections die and the network stays, as after a long loss of packets or a router that forgets them. */
  breakConnections(isReset: boolean): void {
    this.epoch += 1
    for (const listener of this.#deadListeners) listener(isReset)
  }

  #report(): void {
    const { clock, random, phone, reliability } = this.#parts
    if (random.chance(reliability.networkChangesLost)) return
    clock.after(random.between(PHONE.networkEventMs), () => {
      const { hasRadio } = this
      if (hasRadio === this.#reported) return
      this.#reported = hasRadio
      phone.toPage(() => this.onReport(hasRadio))
    })
  }
}
