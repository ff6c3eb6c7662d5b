import type { RawNetStatus } from '../../../../src/features/codes/netstatus'
import { COMPONENT } from './assumptions'
import type { VirtualClock } from './clock'
import type { Dice } from './dice'
import type { Phone } from './phone'
import type { Reliability } from './reliability'

/** What a component tells the page. */
export interface ComponentListener {
  onCode: (code: number) => void
  onStatus: (raw: RawNetStatus) => void
}

/** Result of a native command: `errno` is set where it was refused. */
export type CommandDone = (errno?: number) => void

interface Parts { clock: VirtualClock, dice: Dice, phone: Phone, reliability: Reliability }

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
    this.#withoutStart = parts.dice.chance(parts.reliability.without1002)
  }

  code(code: number): void {
    const { dice, reliability } = this.#parts
    const isMissing = reliability.missing.has(code) || (code === 1002 && this.#withoutStart)
    if (dice.chance(reliability.lost) || isMissing) return
    this.#sendCode(code)
    if (dice.chance(reliability.doubled)) this.#sendCode(code)
  }

  status(raw: RawNetStatus): void {
    const { dice, phone, reliability } = this.#parts
    // Statistics of a sleeping page are not kept for it.
    if (phone.isAwake && !dice.chance(reliability.statusesLost)) this.#listener.onStatus(raw)
  }

  /** `errno` undefined: the command has worked. */
  callback(done: CommandDone, errno?: number): void {
    const { clock, dice, phone, reliability } = this.#parts
    if (dice.chance(reliability.callbacksLost)) return
    clock.after(dice.between(COMPONENT.commandMs), () => phone.toPage(() => done(errno)))
  }

  #sendCode(code: number): void {
    const { clock, dice, phone, reliability } = this.#parts
    const isLate = dice.chance(reliability.late)
    const atMs = clock.nowMs + dice.between(isLate ? COMPONENT.lateMs : COMPONENT.codeDelayMs)
    const ordered = isLate ? atMs : Math.max(this.#lastMs, atMs)
    if (!isLate) this.#lastMs = ordered
    clock.after(ordered - clock.nowMs, () => phone.toPage(() => this.#listener.onCode(code)))
  }
}
