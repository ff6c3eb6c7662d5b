/** The page's two ways to the server: requests, and the lesson's channel. */
import { CHANNEL, SERVER } from './assumptions'
import type { Due, VirtualClock } from './clock'
import type { SeededRandom } from './random'
import type { Network } from './network'
import type { Phone } from './phone'
import type { ClassServer, ServerWord } from './server'

interface Parts { clock: VirtualClock, random: SeededRandom, phone: Phone, network: Network, server: ClassServer }

/** As in `src/http/network.ts`. */
const FAILURES_UNTIL_UNREACHABLE = 2
const LATE_ANSWERS_MS = 3_000
const PROBE_EVERY_MS = 15_000

/** Requests, and what the app knows of its network from them and from the device (`src/http/network.ts`). */
export class Requests {
  isConnected = true
  /** Called with each change of what the app knows. */
  onChange: () => void = () => {}
  readonly #parts: Parts
  #failures = 0
  #lostAtMs = 0
  #probe: Due | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    parts.network.onReport = isConnected => this.#reported(isConnected)
  }

  get isServerReachable(): boolean { return this.#failures < FAILURES_UNTIL_UNREACHABLE }

  /** `done` receives undefined where no answer came. */
  send<T>(answer: () => T, done: (answer: T | undefined) => void): void {
    const { clock, random, network, phone, server } = this.#parts
    const { epoch } = network
    clock.after(random.between(SERVER.answerMs), () => {
      const isAnswered = network.isUp && server.isUp && network.epoch === epoch && phone.isShown
      if (isAnswered) {
        const value = answer()
        phone.toPage(() => {
          this.heard()
          done(value)
        })
        return
      }
      clock.after(network.hasRadio ? SERVER.requestTimeoutMs : 0, () => phone.toPage(() => {
        this.#failures += 1
        this.onChange()
        done(undefined)
      }))
    })
  }

  heard(): void {
    this.#failures = 0
    const isLate = this.#parts.clock.nowMs - this.#lostAtMs > LATE_ANSWERS_MS
    if (!this.isConnected && isLate) this.#reported(true)
    else this.onChange()
  }

  #reported(isConnected: boolean): void {
    this.isConnected = isConnected
    this.#failures = 0
    if (this.#probe) this.#probe.isCancelled = true
    this.#probe = undefined
    if (!isConnected) {
      this.#lostAtMs = this.#parts.clock.nowMs
      this.#scheduleProbe()
    }
    this.onChange()
  }

  #scheduleProbe(): void {
    this.#probe = this.#parts.phone.timeout(PROBE_EVERY_MS, () => {
      this.#scheduleProbe()
      this.send(() => true, () => {})
    })
  }
}

/** Delivers changes of the phase, and the phase as it is after each connection. */
export class Channel {
  onWord: (word: ServerWord) => void = () => {}
  readonly #parts: Parts
  readonly #requests: Requests
  #isOpen = false
  #epoch = -1
  #silentUntilMs = 0
  /** Messages so far, and the newest that has arrived. */
  #sent = 0
  #arrived = 0
  #hiddenAtMs: number | undefined
  #timer: Due | undefined

  constructor(parts: Parts, requests: Requests) {
    this.#parts = parts
    this.#requests = requests
    parts.server.wordListeners.add(word => this.#deliver(word))
    parts.server.upListeners.add(isUp => {
      if (!isUp) this.#lost()
    })
    parts.network.onDead(isReset => this.#dead(isReset))
    parts.network.onDown(() => this.#down())
  }

  open(): void { this.#reconnect() }

  hidden(): void { this.#hiddenAtMs = this.#parts.clock.nowMs }

  shown(): void {
    const { clock } = this.#parts
    const hiddenMs = clock.nowMs - (this.#hiddenAtMs ?? clock.nowMs)
    this.#hiddenAtMs = undefined
    if (!this.#isOpen || hiddenMs >= CHANNEL.hiddenLifeMs) this.#lost()
  }

  networkRestored(): void {
    if (!this.#isOpen) this.#reconnect()
  }

  /** Messages are lost without a notice; the missing beats end it. */
  goSilent(forMs: number): void {
    const { clock } = this.#parts
    this.#silentUntilMs = Math.max(this.#silentUntilMs, clock.nowMs + forMs)
    this.#dead(false)
  }

  #lost(): void {
    this.#isOpen = false
    this.#reconnect()
  }

  #down(): void {
    const { clock, network } = this.#parts
    const { epoch } = network
    clock.after(CHANNEL.deadAfterMs, () => {
      if (!network.isUp && network.epoch === epoch && this.#isOpen) this.#lost()
    })
  }

  #dead(isReset: boolean): void {
    const { clock } = this.#parts
    if (!this.#isOpen) return
    const { nowMs } = clock
    clock.after(isReset ? 0 : CHANNEL.deadAfterMs, () => {
      if (this.#epoch !== this.#parts.network.epoch || this.#silentUntilMs > nowMs) this.#lost()
    })
  }

  #reconnect(): void {
    const { clock, random } = this.#parts
    if (this.#timer) this.#timer.isCancelled = true
    this.#timer = clock.after(random.between(CHANNEL.reconnectMs), () => {
      const { network, phone, server } = this.#parts
      if (!phone.isShown) return
      if (!network.isUp || !server.isUp || clock.nowMs < this.#silentUntilMs) return this.#reconnect()
      this.#isOpen = true
      this.#epoch = network.epoch
      const { word } = server
      phone.toPage(() => this.#heard(word))
    })
  }

  #deliver(word: ServerWord): void {
    const { clock, random } = this.#parts
    const number = this.#sent += 1
    clock.after(random.between(CHANNEL.deliversMs), () => this.#arrive(word, number))
  }

  /** An outage delays a message if the connection survives it. */
  #arrive(word: ServerWord, number: number): void {
    const { clock, network, phone, server } = this.#parts
    const isAlive = this.#isOpen && server.isUp && this.#epoch === network.epoch && clock.nowMs >= this.#silentUntilMs
    const isDeadHidden = this.#hiddenAtMs !== undefined && clock.nowMs - this.#hiddenAtMs > CHANNEL.hiddenLifeMs
    if (!isAlive || isDeadHidden || number < this.#arrived) return
    if (!network.isUp) {
      clock.after(CHANNEL.resendEveryMs, () => this.#arrive(word, number))
      return
    }
    this.#arrived = number
    phone.toPage(() => this.#heard(word))
  }

  #heard(word: ServerWord): void {
    this.#requests.heard()
    this.onWord(word)
  }
}
