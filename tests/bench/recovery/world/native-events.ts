import type { RawNetStatus } from '../../../../src/features/codes/netstatus'
import { COMPONENT } from './assumptions'
import type { VirtualClock } from './clock'
import type { SeededRandom } from './random'
import type { Phone } from './phone'
import type { Reliability } from './reliability'

/** What a component tells the page. */
export interface ComponentListener {
  onCode: (code: number) => void
  onStatus: (raw: RawNetStatus) => void
}

/** Result of a native command: `errno` is set where it was refused. */
export type CommandDone = (errno?: number) => void

interface Parts { clock: VirtualClock, random: SeededRandom, phone: Phone, reliability: Reliability }

/** The way of codes, statistics and callbacks from a component to the page, with its losses. */
export class NativeEvents {
  readonly #parts: Parts
  readonly #listener: ComponentListener
  readonly #withoutStart: boolean
  /** Codes keep their order, except the late ones. */
  #lastMs = 0

  constructor(parts: Parts, listener: ComponentListener) {
    this.#parts = parts
    this.#listener = listener
    this.#withoutStart = parts.random.chance(parts.reliability.without1002)
  }

  code(code: number): void {
    const { random, reliability } = this.#parts
    const isMissing = reliability.missing.has(code) || (code === 1002 && this.#withoutStart)
    if (random.chance(reliability.lost) || isMissing) return
    this.#sendCode(code)
    if (random.chance(reliability.doubled)) this.#sendCode(code)
  }

  status(raw: RawNetStatus): void {
    const { random, phone, reliability } = this.#parts
    // Statistics of a sleeping page are not kept for it.
    if (phone.isAwake && !random.chance(reliability.statusesLost)) this.#listener.onStatus(raw)
  }

  /** `errno` undefined: the command has worked. */
  callback(done: CommandDone, errno?: number): void {
    const { clock, random, phone, reliability } = this.#parts
    if (random.chance(reliability.callbacksLost)) return
    clock.after(random.between(COMPONENT.commandMs), () => phone.toPage(() => done(errno)))
  }

  #sendCode(code: number): void {
    const { clock, random, phone, reliability } = this.#parts
    const isLate = random.chance(reliability.late)
    const atMs = clock.nowMs + random.between(isLate ? COMPONENT.lateMs : COMPONENT.codeDelayMs)
    const ordered = isLate ? atMs : Math.max(this.#lastMs, atMs)
    if (!isLate) this.#lastMs = ordered
    clock.after(ordered - clock.nowMs, () => phone.toPage(() => this.#listener.onCode(code)))
  }
}
