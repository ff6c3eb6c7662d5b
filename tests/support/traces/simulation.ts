/** Runs a machine and its effects on a simulated clock, without a page. */
import { delayMs } from '../../../src/features/recovery/rules/backoff'
import { effectKey } from '../../../src/features/recovery/rules/effects'
import type { Circumstances, Effect } from '../../../src/features/recovery/rules/effects'
import { playerEffect } from '@/features/player/rules/effects'
import type { PlayerCommand } from '@/features/player/rules/effects'
import { stepPlayer } from '@/features/player/rules/machine'
import type { PlayerInput } from '@/features/player/rules/machine'
import { IDLE_PLAYER } from '@/features/player/rules/state'
import type { PlayerState } from '@/features/player/rules/state'
import { pusherEffect } from '@/features/pusher/rules/effects'
import type { PusherCommand } from '@/features/pusher/rules/effects'
import { stepPusher } from '@/features/pusher/rules/machine'
import type { PusherInput } from '@/features/pusher/rules/machine'
import { IDLE_PUSHER } from '@/features/pusher/rules/state'
import type { PusherState } from '@/features/pusher/rules/state'
import type { NextDelayMs } from '../../../src/features/recovery/rules/ladder'

export interface Rules<State, Input, Command> {
  idle: State
  step: (state: State, input: Input, nextDelayMs: NextDelayMs) => State
  effect: (state: State, circumstances: Circumstances) => Effect<Command, Input>
}

export const PUSHER_RULES: Rules<PusherState, PusherInput, PusherCommand> = {
  idle: IDLE_PUSHER, step: stepPusher, effect: pusherEffect,
}
export const PLAYER_RULES: Rules<PlayerState, PlayerInput, PlayerCommand> = {
  idle: IDLE_PLAYER, step: stepPlayer, effect: playerEffect,
}

export const ANDROID: Circumstances = { isOnline: true, isShown: true, canCommandHidden: false, isIos: false }
export const IOS: Circumstances = { ...ANDROID, isIos: true }
export const BROWSER: Circumstances = { ...ANDROID, canCommandHidden: true }

/** Facts about the page and the device, besides the machine's own inputs. */
export type PageFact = { type: 'pageHidden' } | { type: 'pageShown' } | { type: 'networkLost' }
  | { type: 'networkRestored' }

interface Pending<Input> { dueMs: number, input: Input }

export class Simulation<
  State extends { phase: string }, Input extends { type: string }, Command extends { type: string },
> {
  state: State
  nowMs = 0
  circumstances: Circumstances
  /** All entered states in order. */
  readonly entered: State[]
  /** All commands with the circumstances of their time. */
  readonly commands: { command: Command, circumstances: Circumstances }[] = []
  /** At most one; a list, so that a test can count. */
  readonly timers: Pending<Input>[] = []

  #startedAtMs = Number.NEGATIVE_INFINITY
  readonly #rules: Rules<State, Input, Command>
  #performed: string

  constructor(rules: Rules<State, Input, Command>, circumstances: Circumstances) {
    this.#rules = rules
    this.circumstances = circumstances
    this.state = rules.idle
    this.entered = [rules.idle]
    this.#performed = this.#written()
  }

  /** Advances the clock to `untilMs` and fires due timers. */
  pass(untilMs: number): void {
    for (;;) {
      const [next] = this.timers
      if (!next || next.dueMs > untilMs) break
      this.nowMs = next.dueMs
      this.timers.shift()
      this.dispatch(next.input)
    }
    this.nowMs = untilMs
  }

  /** Whether a timer is pending. */
  get isWaiting(): boolean {
    return this.timers.length > 0
  }

  fact(fact: PageFact): void {
    switch (fact.type) {
      case 'pageHidden': this.circumstances = { ...this.circumstances, isShown: false }; break
      case 'pageShown': this.circumstances = { ...this.circumstances, isShown: true }; break
      case 'networkLost': this.circumstances = { ...this.circumstances, isOnline: false }; break
      case 'networkRestored': this.circumstances = { ...this.circumstances, isOnline: true }; break
    }
    const isInput = fact.type === 'pageShown' || fact.type === 'networkRestored'
    if (isInput) this.dispatch(fact as unknown as Input)
    else this.#perform()
  }

  dispatch(input: Input): void {
    const before = this.state
    this.state = this.#rules.step(before, input, this.#nextDelayMs)
    if (this.state !== before) this.entered.push(this.state)
    if (this.state.phase === 'connecting' && before.phase !== 'connecting') this.#startedAtMs = this.nowMs
    this.#perform()
  }

  /** The middle of the jitter, so that a trace is reproducible. */
  readonly #nextDelayMs: NextDelayMs = (attempt, kind) =>
    delayMs(attempt, kind, this.nowMs - this.#startedAtMs, () => 0.5)

  #written(): string {
    return `${effectKey(this.state)} ${JSON.stringify(this.#rules.effect(this.state, this.circumstances))}`
  }

  #perform(): void {
    const written = this.#written()
    if (written === this.#performed) return
    this.#performed = written
    const effect = this.#rules.effect(this.state, this.circumstances)
    this.timers.length = 0
    if (effect.timer) this.timers.push({ dueMs: this.nowMs + effect.timer.delayMs, input: effect.timer.input })
    for (const command of effect.commands) this.commands.push({ command, circumstances: this.circumstances })
  }
}
