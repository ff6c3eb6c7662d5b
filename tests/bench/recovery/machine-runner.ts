/** Performs a machine's effects on the phone's clock, as `use-machine-effects.ts` does on a page. */
import { delayMs } from '../../../src/features/recovery/rules/backoff'
import { effectKey } from '../../../src/features/recovery/rules/effects'
import type { Circumstances, Effect } from '../../../src/features/recovery/rules/effects'
import type { NextDelayMs } from '../../../src/features/recovery/rules/ladder'
import type { Due } from './world/clock'
import type { SeededRandom } from './world/random'
import type { Phone } from './world/phone'

/** Called when a command has ended; with false, the following commands do not run. */
export type CommandEnded = (goesOn: boolean) => void

export interface RunningEffect {
  isOver: () => boolean
  sleep: (forMs: number, then: () => void) => void
}

export interface MachineParts<State, Input, Command> {
  idle: State
  step: (state: State, input: Input, nextDelayMs: NextDelayMs) => State
  effect: (state: State, circumstances: Circumstances) => Effect<Command, Input>
  run: (command: Command, effect: RunningEffect, done: CommandEnded) => void
  nameOf: (input: Input) => string
  phone: Phone
  random: SeededRandom
  log: (line: string) => void
  /** The phase has changed. */
  onPhase: () => void
}

/** Phases that a trail remembers. */
const TRAIL = 5

export class MachineRunner<
  State extends { phase: string }, Input extends { type: string }, Command extends { type: string },
> {
  state: State
  circumstances: Circumstances
  /** The last changes of the phase, oldest first. */
  readonly trail: string[] = []
  readonly #parts: MachineParts<State, Input, Command>
  readonly #nextDelayMs: NextDelayMs
  #current = 0
  #timer: Due | undefined
  #sleep: Due | undefined
  #performed: string
  #startedAtMs = Number.NEGATIVE_INFINITY

  constructor(parts: MachineParts<State, Input, Command>) {
    this.#parts = parts
    this.state = parts.idle
    this.circumstances = { isOnline: true, isShown: true, canCommandHidden: false, isIos: parts.phone.isIos }
    this.#nextDelayMs = (attempt, kind) =>
      delayMs(attempt, kind, parts.phone.nowMs - this.#startedAtMs, () => parts.random.unit())
    this.#performed = this.#written()
  }

  dispatch(input: Input): void {
    const before = this.state
    this.state = this.#parts.step(before, input, this.#nextDelayMs)
    if (this.state === before) return
    if (this.state.phase !== before.phase) {
      if (this.state.phase === 'connecting') this.#startedAtMs = this.#parts.phone.nowMs
      this.#parts.onPhase()
      const name = this.#parts.nameOf(input)
      this.#parts.log(`${before.phase} -> ${this.state.phase} (${name})`)
      this.trail.push(`${before.phase} -${name}-> ${this.state.phase}`)
      if (this.trail.length > TRAIL) this.trail.shift()
    }
    this.#perform()
  }

  setCircumstances(changed: Partial<Circumstances>): void {
    this.circumstances = { ...this.circumstances, ...changed }
    this.#perform()
  }

  #written(): string {
    return `${effectKey(this.state)} ${JSON.stringify(this.#parts.effect(this.state, this.circumstances))}`
  }

  #perform(): void {
    const { state, circumstances } = this
    const written = this.#written()
    if (this.#performed === written) return
    this.#performed = written
    const effect = this.#parts.effect(state, circumstances)
    this.#end()
    const own = this.#current
    const { phone } = this.#parts
    const running: RunningEffect = {
      isOver: () => own !== this.#current,
      sleep: (forMs, then) => { this.#sleep = phone.timeout(forMs, then) },
    }
    if (effect.timer) {
      const { delayMs, input } = effect.timer
      this.#timer = phone.timeout(delayMs, () => this.dispatch(input))
    }
    this.#runFrom(effect.commands, 0, running)
  }

  #runFrom(commands: readonly Command[], at: number, running: RunningEffect): void {
    const command = commands[at]
    if (running.isOver()) return
    if (!command) return
    this.#parts.log(`  command ${command.type}`)
    this.#parts.run(command, running, goesOn => {
      if (goesOn && !running.isOver()) this.#runFrom(commands, at + 1, running)
    })
  }

  #end(): void {
    this.#current += 1
    if (this.#timer) this.#timer.isCancelled = true
    if (this.#sleep) this.#sleep.isCancelled = true
  }
}
