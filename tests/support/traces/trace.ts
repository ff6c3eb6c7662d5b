/**
 * Traces: the events of one incident from phone, network and server, step by step, with the expected reaction of the
 * machine. The files are in `src/features/recovery/traces/`; each names its rows of docs/reference/field-problems.md.
 */
import { toPlayerEvent } from '../../../src/features/codes/player-events'
import { toPusherEvent } from '../../../src/features/codes/pusher-events'
import { ANDROID, BROWSER, IOS, PLAYER_RULES, PUSHER_RULES, Simulation } from './simulation'
import type { PageFact } from './simulation'

export interface TraceStep {
  atMs: number
  /** A fact of the page, an input of the machine, or `{ type: 'reported', code }` with the component's raw number. */
  input?: { type: string, code?: number, [more: string]: unknown }
  expect?: {
    phase: string
    /** Fields of the state besides the phase. */
    state?: Record<string, unknown>
    /** Names of the commands since the previous step. */
    commands?: string[]
  }
}

export interface Trace {
  name: string
  /** The fact that the trace proves. */
  title: string
  component: 'pusher' | 'player'
  device: 'android' | 'ios' | 'browser'
  /** Is played against the machine only, and not on the phones of tests/mini-program/. */
  isForMachineOnly?: true
  /** Row numbers of docs/reference/field-problems.md. */
  field: number[]
  source: string
  steps: TraceStep[]
}

const DEVICES = { android: ANDROID, ios: IOS, browser: BROWSER }
const PAGE_FACTS: ReadonlySet<string> = new Set(['pageHidden', 'pageShown', 'networkLost', 'networkRestored'])

export interface Played {
  step: TraceStep
  phase: string
  state: Record<string, unknown>
  commands: string[]
}

/** Plays a trace and calls `check` after each step. Returns the unknown codes. */
export function play(trace: Trace, check: (played: Played) => void): number[] {
  const unknown: number[] = []
  const simulation = trace.component === 'pusher'
    ? new Simulation(PUSHER_RULES, DEVICES[trace.device])
    : new Simulation(PLAYER_RULES, DEVICES[trace.device])
  const toEvent = trace.component === 'pusher' ? toPusherEvent : toPlayerEvent
  let seen = 0
  for (const step of trace.steps) {
    simulation.pass(step.atMs)
    const { input } = step
    if (input && PAGE_FACTS.has(input.type)) simulation.fact(input as PageFact)
    else if (input?.type === 'reported') {
      const event = toEvent(Number(input.code))
      if (event === undefined) unknown.push(Number(input.code))
      else simulation.dispatch({ type: 'reported', event } as never)
    } else if (input) simulation.dispatch(input as never)
    check({
      step,
      phase: simulation.state.phase,
      state: { ...simulation.state },
      commands: simulation.commands.slice(seen).map(({ command }) => command.type),
    })
    seen = simulation.commands.length
  }
  return unknown
}
