/** Properties of both machines and their effects, for any inputs in any order. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOnItsWay } from '@/features/pusher/rules/state'
import type { Try } from './ladder'
import { ANDROID, BROWSER, IOS, PLAYER_RULES, PUSHER_RULES, Simulation } from '../../../../tests/support/traces/simulation'
import { playerHappenings, pusherHappenings } from '../../../../tests/support/traces/any-input'
import type { Happening } from '../../../../tests/support/traces/any-input'

const device = fc.constantFrom(ANDROID, IOS, BROWSER)

function live<State extends { phase: string }, Input extends { type: string }, Command extends { type: string }>(
  simulation: Simulation<State, Input, Command>, happenings: readonly Happening<Input>[], check: () => void = () => {},
): void {
  for (const it of happenings) {
    if ('fact' in it) simulation.fact(it.fact)
    else if ('input' in it) simulation.dispatch(it.input)
    else simulation.pass(simulation.nowMs + it.passMs)
    check()
  }
}

const machines = [
  ['pusher', () => new Simulation(PUSHER_RULES, ANDROID), pusherHappenings],
  ['player', () => new Simulation(PLAYER_RULES, ANDROID), playerHappenings],
] as const

type AnySimulation = Simulation<never, never, { type: string }>

describe.each(machines)('the %s', (_name, begin, happenings) => {
  const run = (given: unknown, circumstances: typeof ANDROID, check: (simulation: AnySimulation) => void) => {
    const simulation = begin() as unknown as AnySimulation
    simulation.circumstances = circumstances
    live(simulation, given as Happening<never>[], () => check(simulation))
  }

  test('never has two timers or a timer in the past', () => {
    fc.assert(fc.property(happenings, device, (given, circumstances) => {
      run(given, circumstances, ({ timers, nowMs }) => {
        expect(timers.length).toBeLessThanOrEqual(1)
        for (const { dueMs } of timers) expect(dueMs).toBeGreaterThanOrEqual(nowMs)
      })
    }), { numRuns: 300 })
  })

  test('sends no command while WeChat hides the page, and starts nothing without a network', () => {
    fc.assert(fc.property(happenings, device, (given, circumstances) => {
      run(given, circumstances, ({ commands }) => {
        for (const { command, circumstances: then } of commands) {
          expect(then.isShown || then.canCommandHidden).toBe(true)
          if (command.type === 'start' || command.type === 'replay') expect(then.isOnline).toBe(true)
        }
      })
    }), { numRuns: 300 })
  })

  test('does not interfere with the component\'s own retries', () => {
    fc.assert(fc.property(happenings, device, (given, circumstances) => {
      let commandsBefore = 0
      run(given, circumstances, ({ state, commands }) => {
        const { phase } = state as { phase: string }
        if (phase === 'platform-reconnecting') {
          expect(commands.slice(commandsBefore).map(({ command }) => command.type)).not.toContain('start')
        }
        commandsBefore = commands.length
      })
    }), { numRuns: 300 })
  })

  test('has valid steps, counts and delays in every state', () => {
    fc.assert(fc.property(happenings, device, (given, circumstances) => run(given, circumstances, ({ state }) => {
      const { attempt, failures, step, delayMs } = state as Partial<Try & { delayMs: number }>
      if (step !== undefined) expect(['start', 'restart', 'rebuild', 'new-url']).toContain(step)
      if (attempt !== undefined && failures !== undefined) expect(attempt).toBeGreaterThanOrEqual(failures > 0 ? 1 : 0)
      if (delayMs !== undefined) expect(delayMs).toBeGreaterThan(0)
    })), { numRuns: 300 })
  })
})

test('a push is live again after the trouble, or ends with a reason that a person can solve', () => {
  fc.assert(fc.property(pusherHappenings, device, (given, circumstances) => {
    const simulation = new Simulation(PUSHER_RULES, circumstances)
    live(simulation, [
      { input: { type: 'startRequested' } }, { input: { type: 'reported', event: 'PUSH_STARTED' } }, ...given,
    ])
    const { state } = simulation
    if (!isOnItsWay(state)) {
      // A start by the teacher works from every state.
      simulation.dispatch({ type: 'startRequested' })
      expect(simulation.state.phase).toBe('connecting')
      return
    }
    // The trouble is over: the page is shown, the network works, the call has ended, server and component respond.
    simulation.fact({ type: 'pageShown' })
    simulation.fact({ type: 'networkRestored' })
    simulation.dispatch({ type: 'callEnded' })
    for (let second = 0; second < 60 && isOnItsWay(simulation.state); second += 1) {
      const commandsBefore = simulation.commands.length
      simulation.pass(simulation.nowMs + 1_000)
      if (simulation.state.phase === 'asking') simulation.dispatch({ type: 'serverAnswered', phase: 'interrupted' })
      const given = simulation.commands.slice(commandsBefore).map(({ command }) => command.type)
      if (given.includes('start') || simulation.state.phase === 'connecting') {
        simulation.dispatch({ type: 'reported', event: 'PUSH_STARTED' })
      }
      simulation.dispatch({ type: 'serverSaid', phase: 'live' })
    }
    expect(['live', 'degraded']).toContain(simulation.state.phase)
  }), { numRuns: 500 })
})

test('the picture is back without a press when class, network and page are ready', () => {
  fc.assert(fc.property(playerHappenings, device, (given, circumstances) => {
    const simulation = new Simulation(PLAYER_RULES, circumstances)
    live(simulation, given)
    simulation.fact({ type: 'pageShown' })
    simulation.fact({ type: 'networkRestored' })
    simulation.dispatch({ type: 'serverSaid', phase: 'interrupted' })
    simulation.dispatch({ type: 'serverSaid', phase: 'live' })
    for (let second = 0; second < 60; second += 1) {
      simulation.pass(simulation.nowMs + 1_000)
      if (simulation.state.phase === 'connecting' || simulation.state.phase === 'buffering') {
        simulation.dispatch({ type: 'reported', event: 'PLAYING' })
      }
    }
    expect(simulation.state.phase).toBe('live')
  }), { numRuns: 500 })
})
