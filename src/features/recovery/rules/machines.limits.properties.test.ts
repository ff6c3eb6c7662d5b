/** What holds for any inputs in any order: limits of waits, counts of tries, pauses between starts, and ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { START_SPACING_MS } from './backoff'
import type { Try } from './ladder'
import type { PlayerInput } from '@/features/player/rules/machine'
import { triesOf as playerTries } from '@/features/player/rules/state'
import type { PlayerState } from '@/features/player/rules/state'
import type { PusherInput } from '@/features/pusher/rules/machine'
import { isFlowing, triesOf as pusherTries } from '@/features/pusher/rules/state'
import type { PusherState } from '@/features/pusher/rules/state'
import { isUnseenBy } from '@/features/pusher/rules/witnesses'
import { playerHappenings, pusherHappenings } from '../../../../tests/support/traces/any-input'
import type { Happening } from '../../../../tests/support/traces/any-input'
import { ANDROID, BROWSER, IOS, PLAYER_RULES, PUSHER_RULES, Simulation } from '../../../../tests/support/traces/simulation'

/** One input and its states; a fact of the page counts as the input that it causes. */
interface Step<State, Input> { before: State, input: Input, after: State, atMs: number }

/** A simulation that records every step, those of its timers too. */
class Recorded<State extends { phase: string }, Input extends { type: string }, Command extends { type: string }>
  extends Simulation<State, Input, Command> {
  readonly steps: Step<State, Input>[] = []

  override dispatch(input: Input): void {
    const before = this.state
    super.dispatch(input)
    this.steps.push({ before, input, after: this.state, atMs: this.nowMs })
  }

  play(happenings: readonly Happening<Input>[], check: () => void = () => {}): this {
    for (const it of happenings) {
      if ('fact' in it) this.fact(it.fact)
      else if ('input' in it) this.dispatch(it.input)
      else this.pass(this.nowMs + it.passMs)
      check()
    }
    return this
  }
}

const pusher = (circumstances: typeof ANDROID) => new Recorded(PUSHER_RULES, circumstances)
const player = (circumstances: typeof ANDROID) => new Recorded(PLAYER_RULES, circumstances)
const device = fc.constantFrom(ANDROID, IOS, BROWSER)
const RUNS = { numRuns: 500 }

describe('while the page is shown and a network is there, a phase has a timer or', () => {
  /** A button or a reason on the page, or media that flows by every witness. */
  function mayRest(state: PusherState): boolean {
    switch (state.phase) {
      case 'idle':
      case 'taken-over':
      case 'failed':
      case 'refused':
      case 'ended':
        return true
      case 'preflight': return state.trouble !== null || state.isOpen === true
      case 'live': return !state.unproven && !state.doubts && !isUnseenBy(state.server)
      case 'degraded':
        return (state.by === 'camera' || state.by === 'microphone') && !state.doubts && !isUnseenBy(state.server)
      case 'connecting':
      case 'platform-reconnecting':
      case 'asking':
      case 'waiting':
      case 'interrupted':
        return false
    }
  }

  test('the pusher needs none: a person decides, or media is proven to flow', () => {
    fc.assert(fc.property(pusherHappenings, device, (given, circumstances) => {
      const simulation = pusher(circumstances)
      simulation.play(given, () => {
        if (simulation.circumstances.isShown && simulation.circumstances.isOnline && !mayRest(simulation.state)) {
          expect(simulation.timers, JSON.stringify(simulation.state)).toHaveLength(1)
        }
      })
    }), RUNS)
  })

  function mayRestPlayer(state: PlayerState): boolean {
    switch (state.phase) {
      // The server says when there is something to play.
      case 'idle':
      case 'waiting-room':
      case 'interrupted':
      case 'ended':
      // The page offers a button.
      case 'failed':
      case 'refused':
        return true
      case 'live': return !state.unproven && !state.isInCall
      case 'connecting':
      case 'buffering':
      case 'platform-reconnecting':
      case 'waiting':
        return false
    }
  }

  test('the player needs none: server or person decide, or the picture is proven to move', () => {
    fc.assert(fc.property(playerHappenings, device, (given, circumstances) => {
      const simulation = player(circumstances)
      simulation.play(given, () => {
        if (simulation.circumstances.isShown && simulation.circumstances.isOnline && !mayRestPlayer(simulation.state)) {
          expect(simulation.timers, JSON.stringify(simulation.state)).toHaveLength(1)
        }
      })
    }), RUNS)
  })
})

describe('failures are forgotten only', () => {
  const lessened = <State, Input>(steps: readonly Step<State, Input>[], triesOf: (state: State) => Try) =>
    steps.filter(({ before, after }) => triesOf(after).failures < triesOf(before).failures)

  test('by media, its proof, a press or an interruption, or where the pusher stops to try', () => {
    const ofMedia: ReadonlySet<PusherInput['type']> = new Set(['mediaFlows', 'calmed'])
    const ofPerson: ReadonlySet<PusherInput['type']> = new Set(['startRequested', 'stopRequested'])
    const hasStopped: ReadonlySet<PusherState['phase']> = new Set(['failed', 'refused', 'ended', 'taken-over'])
    fc.assert(fc.property(pusherHappenings, device, (given, circumstances) => {
      for (const { before, input, after } of lessened(pusher(circumstances).play(given).steps, pusherTries)) {
        const isArrival = (input.type === 'serverSaid' || input.type === 'serverAnswered')
          && input.phase === 'live' && isUnseenBy(before.server)
        const isInterruption = after.phase === 'interrupted' || input.type === 'callEnded'
        const isAllowed = ofMedia.has(input.type) || ofPerson.has(input.type) || isArrival || isInterruption
          || hasStopped.has(after.phase)
        expect(isAllowed, JSON.stringify({ before, input, after })).toBe(true)
      }
    }), RUNS)
  })

  test('by media, its proof, the server\'s word, a press or an interruption, or where the player stops to try', () => {
    const allowed: ReadonlySet<PlayerInput['type']> = new Set([
      'mediaFlows', 'calmed', 'serverSaid', 'retryRequested', 'left', 'callEnded',
    ])
    fc.assert(fc.property(playerHappenings, device, (given, circumstances) => {
      for (const { before, input, after } of lessened(player(circumstances).play(given).steps, playerTries)) {
        const isAllowed = allowed.has(input.type) || after.phase === 'failed' || after.phase === 'refused'
        expect(isAllowed, JSON.stringify({ before, input, after })).toBe(true)
        if (input.type === 'serverSaid') expect(after.phase).toMatch(/^(waiting-room|interrupted|ended)$/)
      }
    }), RUNS)
  })
})

describe('a class that has ended stays ended', () => {
  test('on the pusher until a person starts again or leaves', () => {
    fc.assert(fc.property(pusherHappenings, pusherHappenings, (given, later) => {
      const simulation = pusher(ANDROID).play(given)
      simulation.play([
        { input: { type: 'startRequested' } }, { input: { type: 'serverSaid', phase: 'ended' } }, ...later,
      ])
      for (const { before, input, after } of simulation.steps) {
        if (before.phase !== 'ended' || after.phase === 'ended') continue
        expect(['startRequested', 'stopRequested'], JSON.stringify(input)).toContain(input.type)
      }
    }), RUNS)
  })

  test('on the player until the server says something else or the student leaves', () => {
    fc.assert(fc.property(playerHappenings, playerHappenings, (given, later) => {
      const simulation = player(ANDROID).play(given)
      simulation.play([{ input: { type: 'serverSaid', phase: 'ended' } }, ...later])
      for (const { before, input, after } of simulation.steps) {
        if (before.phase !== 'ended' || after.phase === 'ended') continue
        expect(['serverSaid', 'left'], JSON.stringify(input)).toContain(input.type)
        if (after.phase === 'connecting') expect(input).toMatchObject({ phase: 'live' })
      }
    }), RUNS)
  })
})

test('another device has the class only by an answer of the server', () => {
  fc.assert(fc.property(pusherHappenings, device, (given, circumstances) => {
    for (const { before, input, after } of pusher(circumstances).play(given).steps) {
      if (after.phase !== 'taken-over' || before.phase === 'taken-over') continue
      expect(input).toEqual({ type: 'serverAnswered', phase: 'live', isOtherDevice: true })
    }
  }), RUNS)
})

test('the class is taken from another device only by a press', () => {
  fc.assert(fc.property(pusherHappenings, device, (given, circumstances) => {
    for (const { before, input, after } of pusher(circumstances).play(given).steps) {
      if (after.phase !== 'connecting' || after.attempt > 0 || before.phase === 'connecting') continue
      expect(input.type).toBe('startRequested')
    }
  }), RUNS)
})

test('a capture that has to be woken after a call is not forgotten while media is believed to flow', () => {
  const isAsleep = (state: PusherState) => 'isAfterCall' in state && state.isAfterCall === true
  fc.assert(fc.property(pusherHappenings, device, (given, circumstances) => {
    for (const { before, input, after } of pusher(circumstances).play(given).steps) {
      if (!isAsleep(before) || !isFlowing(after) || input.type === 'woken') continue
      expect(isAsleep(after), JSON.stringify({ before, input, after })).toBe(true)
    }
  }), RUNS)
})

describe('two starts by the machine have their pause between them', () => {
  /**
   * Times from one start to the next one that the machine makes by itself. A try that the server stopped before the
   * component was started is no start: the next try is compared with the start before, or excused with it.
   */
  function pauses<State extends { phase: string }, Input extends { type: string }>(
    steps: readonly Step<State, Input>[], isExcused: (step: Step<State, Input>) => boolean,
  ): { pauseMs: number, step: Step<State, Input> }[] {
    const found: { pauseMs: number, step: Step<State, Input> }[] = []
    let last = { atMs: Number.NEGATIVE_INFINITY, isExcused: false }
    let lastBefore = last
    let isContinued = false
    for (const step of steps) {
      const { before, input, after, atMs } = step
      if (before.phase === 'connecting' && NEVER_STARTED.has(input.type)) {
        isContinued = last.isExcused
        last = lastBefore
      }
      if (after.phase !== 'connecting' || before.phase === 'connecting') continue
      if (!isContinued && !isExcused(step)) found.push({ pauseMs: atMs - last.atMs, step })
      lastBefore = last
      last = { atMs, isExcused: isContinued || isExcused(step) }
      isContinued = false
    }
    return found
  }
  const NEVER_STARTED: ReadonlySet<string> = new Set(['startRefused', 'startUnreachable', 'watchRefused', 'watchUnreachable'])

  test('of the pusher, unless a person presses or an interruption ends', () => {
    fc.assert(fc.property(pusherHappenings, device, (given, circumstances) => {
      const { steps } = pusher(circumstances).play(given)
      const isExcused = ({ before, input }: Step<PusherState, PusherInput>) =>
        input.type === 'startRequested' || before.phase === 'interrupted'
        || (before.phase === 'failed' && input.type === 'pageShown')
        || (before.phase === 'waiting' && before.after === 'call')
      for (const { pauseMs, step } of pauses(steps, isExcused)) {
        expect(pauseMs, JSON.stringify(step)).toBeGreaterThanOrEqual(START_SPACING_MS)
      }
    }), RUNS)
  })

  test('of the player, unless a person presses, a call ends or the class comes on air', () => {
    fc.assert(fc.property(playerHappenings, device, (given, circumstances) => {
      const { steps } = player(circumstances).play(given)
      const isExcused = ({ input }: Step<PlayerState, PlayerInput>) =>
        input.type === 'retryRequested' || input.type === 'callEnded' || input.type === 'serverSaid'
      for (const { pauseMs, step } of pauses(steps, isExcused)) {
        expect(pauseMs, JSON.stringify(step)).toBeGreaterThanOrEqual(START_SPACING_MS)
      }
    }), RUNS)
  })
})
