/**
 * The names of both machines: their inputs, commands, and what their pages do around them (`use-pusher.ts`,
 * `use-player.ts`). A machine that learns a new input gets it here; nothing else in the bench knows an input's name.
 */
import { toCommandFailure } from '../../../src/features/codes/command-failures'
import { toPlayerNetStatus, toPusherNetStatus } from '../../../src/features/codes/netstatus'
import type { RawNetStatus } from '../../../src/features/codes/netstatus'
import { toPlayerEvent } from '../../../src/features/codes/player-events'
import { toPusherEvent } from '../../../src/features/codes/pusher-events'
import { playerEffect } from '../../../src/features/player/rules/effects'
import type { PlayerCommand } from '../../../src/features/player/rules/effects'
import { stepPlayer } from '../../../src/features/player/rules/machine'
import type { PlayerInput } from '../../../src/features/player/rules/machine'
import { IDLE_PLAYER, isShowing, needsStudent } from '../../../src/features/player/rules/state'
import type { PlayerState } from '../../../src/features/player/rules/state'
import { pusherEffect } from '../../../src/features/pusher/rules/effects'
import type { PusherCommand } from '../../../src/features/pusher/rules/effects'
import { stepPusher } from '../../../src/features/pusher/rules/machine'
import type { PusherInput } from '../../../src/features/pusher/rules/machine'
import { IDLE_PUSHER, isFlowing, needsTeacher } from '../../../src/features/pusher/rules/state'
import type { PusherState } from '../../../src/features/pusher/rules/state'
import { NO_PROGRESS, TICK_MS, playerMotion, pusherMotion, stepProgress } from '../../../src/features/recovery/rules/progress'
import type { ProgressInput, Verdict } from '../../../src/features/recovery/rules/progress'
import { COMMAND_LIMIT_MS } from '../../../src/platform/within'
import type { Circumstances } from '../../../src/features/recovery/rules/effects'
import type { VirtualClock } from './world/clock'
import type { SeededRandom } from './world/random'
import type { Requests } from './world/link'
import { MachineRunner } from './machine-runner'
import type { RunningEffect } from './machine-runner'
import type { CommandDone } from './world/native-events'
import type { Phone } from './world/phone'
import type { PlayerComponent } from './world/player-component'
import type { PusherComponent } from './world/pusher-component'
import { THIS_DEVICE } from './world/server'
import type { ClassServer, ServerWord, Ticket } from './world/server'

/** Time in which Vue creates a new component, and the component its native part. */
const BUILD_MS = 60

/** What the bench sees of a machine. */
export interface Driver {
  readonly phase: string
  /** The machine's word: media flows. */
  readonly saysFlowing: boolean
  /** The page shows a button that helps. */
  readonly hasButton: boolean
  readonly trail: readonly string[]
  /** Times of the commands that start the component. */
  readonly startsMs: readonly number[]
  onCode: (code: number) => void
  onStatus: (raw: RawNetStatus) => void
  onWord: (word: ServerWord) => void
  onShown: () => void
  onInterruptionBegan: () => void
  onInterruptionEnded: () => void
  networkRestored: () => void
  setCircumstances: (changed: Partial<Circumstances>) => void
  /** The person presses the button of the page. */
  press: () => void
}

export interface DriverParts<Component> {
  clock: VirtualClock
  random: SeededRandom
  phone: Phone
  server: ClassServer
  requests: Requests
  component: () => Component
  rebuild: () => void
  log: (line: string) => void
}

/** Runs a native command within the page's limit. */
function limited(phone: Phone, command: (done: CommandDone) => void, done: CommandDone): void {
  let isDone = false
  const once: CommandDone = errno => {
    if (isDone) return
    isDone = true
    done(errno)
  }
  phone.timeout(COMMAND_LIMIT_MS, () => once())
  command(once)
}

const nameOf = (input: PusherInput | PlayerInput): string => {
  if (input.type === 'reported') return input.event
  return input.type === 'serverSaid' || input.type === 'serverAnswered' ? `${input.type} ${input.phase}` : input.type
}

/** What `use-progress.ts` does. */
function watchProgress(phone: Phone, isShown: () => boolean, onVerdict: (verdict: Verdict) => void) {
  let progress = NO_PROGRESS
  const step = (input: ProgressInput): void => {
    const next = stepProgress(progress, input)
    progress = next.progress
    if (next.verdict) onVerdict(next.verdict)
  }
  const tick = (): void => {
    if (isShown()) step({ type: 'ticked' })
    phone.timeout(TICK_MS, tick)
  }
  phone.timeout(TICK_MS, tick)
  return step
}

export function pusherDriver(parts: DriverParts<PusherComponent>): Driver {
  const { clock, phone, server, requests, log } = parts
  const startsMs: number[] = []
  let url: Ticket | undefined

  const run = (command: PusherCommand, effect: RunningEffect, done: (goesOn: boolean) => void): void => {
    switch (command.type) {
      case 'preview': return done(true)
      case 'start': return start(command.wakesCapture, effect, done)
      case 'wake': return wake(parts.component(), goesOn => {
        if (!effect.isOver()) machine.dispatch({ type: 'woken' })
        done(goesOn)
      })
      case 'stop': return limited(phone, end => parts.component().stop(end), () => done(true))
      case 'sleep': return effect.sleep(command.forMs, () => done(true))
      case 'rebuild':
        parts.rebuild()
        parts.component().url = url
        phone.timeout(BUILD_MS, () => done(true))
        return
      case 'fetch-url': return command.takesOver ? fetchUrl(effect, done) : lookFirst(effect, done)
      case 'ask-server': return requests.send(() => server.word, word => {
        if (!effect.isOver()) {
          machine.dispatch(word === undefined ? { type: 'serverUnreachable' } : { type: 'serverAnswered', ...word })
        }
        done(true)
      })
    }
  }

  function start(wakesCapture: boolean, effect: RunningEffect, done: (goesOn: boolean) => void): void {
    startsMs.push(clock.nowMs)
    const component = parts.component()
    limited(phone, end => component.start(end), errno => {
      if (errno !== undefined) {
        const failure = toCommandFailure(errno)
        if (!effect.isOver()) machine.dispatch({ type: 'commandRefused', ...(failure && { failure }) })
        return done(false)
      }
      if (wakesCapture) wake(component, done)
      else done(true)
    })
  }

  const wake = (component: PusherComponent, done: (goesOn: boolean) => void): void =>
    limited(phone, end => component.pause(end), () => {
      limited(phone, end => component.resume(end), () => done(true))
    })

  function lookFirst(effect: RunningEffect, done: (goesOn: boolean) => void): void {
    requests.send(() => server.word, word => {
      if (effect.isOver()) return done(false)
      machine.dispatch(word === undefined ? { type: 'startUnreachable' } : { type: 'serverSaid', ...word })
      if (effect.isOver()) return done(false)
      fetchUrl(effect, done)
    })
  }

  function fetchUrl(effect: RunningEffect, done: (goesOn: boolean) => void): void {
    requests.send(() => ({ ticket: server.start(THIS_DEVICE), ...server.word }), answer => {
      if (effect.isOver()) return done(false)
      if (!answer) {
        machine.dispatch({ type: 'startUnreachable' })
        return done(false)
      }
      machine.dispatch({ type: 'serverSaid', phase: answer.phase, isOtherDevice: answer.isOtherDevice })
      url = answer.ticket
      parts.component().url = url
      done(true)
    })
  }

  const machine = new MachineRunner<PusherState, PusherInput, PusherCommand>({
    idle: IDLE_PUSHER, step: stepPusher, effect: pusherEffect, run, nameOf, phone, random: parts.random, log,
    onPhase: () => progress({ type: 'begun' }),
  })
  const progress = watchProgress(phone, () => machine.circumstances.isShown, verdict => {
    machine.dispatch({ type: verdict === 'moves' ? 'mediaFlows' : 'mediaMissing' })
  })

  return {
    get phase() { return machine.state.phase },
    get saysFlowing() {
      const { state } = machine
      return isFlowing(state) && !(state.phase === 'degraded' && state.by === 'unseen')
    },
    get hasButton() {
      const { phase } = machine.state
      return phase === 'failed' || phase === 'taken-over' || phase === 'interrupted' || phase === 'idle'
        || needsTeacher(machine.state)
    },
    trail: machine.trail,
    startsMs,
    onCode: code => {
      const event = toPusherEvent(code)
      if (event) machine.dispatch({ type: 'reported', event })
    },
    onStatus: raw => {
      machine.dispatch({ type: 'heard' })
      progress({ type: 'measured', motion: pusherMotion(toPusherNetStatus(raw)) })
    },
    onWord: word => machine.dispatch({ type: 'serverSaid', ...word }),
    onShown: () => machine.dispatch({ type: 'pageShown' }),
    onInterruptionBegan: () => machine.dispatch({ type: 'callBegan' }),
    onInterruptionEnded: () => machine.dispatch({ type: 'callEnded' }),
    networkRestored: () => machine.dispatch({ type: 'networkRestored' }),
    setCircumstances: changed => machine.setCircumstances(changed),
    press: () => machine.dispatch({ type: 'startRequested' }),
  }
}

export function playerDriver(parts: DriverParts<PlayerComponent>): Driver {
  const { clock, phone, server, requests, log } = parts
  const startsMs: number[] = []
  let src: Ticket | undefined

  const run = (command: PlayerCommand, effect: RunningEffect, done: (goesOn: boolean) => void): void => {
    switch (command.type) {
      case 'replay': return src ? replay(done) : fetchUrl(effect, done)
      case 'fetch-url': return fetchUrl(effect, done)
      case 'rebuild':
        parts.rebuild()
        parts.component().setSrc(src)
        phone.timeout(BUILD_MS, () => done(true))
        return
      case 'clear':
        src = undefined
        parts.component().setSrc(undefined)
        return done(true)
    }
  }

  function replay(done: (goesOn: boolean) => void): void {
    const component = parts.component()
    limited(phone, end => component.stop(end), () => {
      startsMs.push(clock.nowMs)
      limited(phone, end => component.play(end), () => done(true))
    })
  }

  function fetchUrl(effect: RunningEffect, done: (goesOn: boolean) => void): void {
    requests.send(() => ({ ticket: server.watch(), phase: server.phase }), answer => {
      if (effect.isOver()) return done(true)
      if (!answer) {
        machine.dispatch({ type: 'watchUnreachable' })
        return done(true)
      }
      machine.dispatch({ type: 'serverSaid', phase: answer.phase })
      if (effect.isOver() || !answer.ticket) return done(true)
      src = answer.ticket
      startsMs.push(clock.nowMs)
      parts.component().setSrc(src)
      done(true)
    })
  }

  const machine = new MachineRunner<PlayerState, PlayerInput, PlayerCommand>({
    idle: IDLE_PLAYER, step: stepPlayer, effect: playerEffect, run, nameOf, phone, random: parts.random, log,
    onPhase: () => progress({ type: 'begun' }),
  })
  const progress = watchProgress(phone, () => machine.circumstances.isShown, verdict => {
    if (verdict === 'moves') machine.dispatch({ type: 'mediaFlows' })
    else if (machine.state.phase === 'live') machine.dispatch({ type: 'stalled', isSilent: verdict === 'silent' })
  })

  return {
    get phase() { return machine.state.phase },
    get saysFlowing() { return isShowing(machine.state) },
    get hasButton() { return machine.state.phase === 'failed' || needsStudent(machine.state) },
    trail: machine.trail,
    startsMs,
    onCode: code => {
      const event = toPlayerEvent(code)
      if (event) machine.dispatch({ type: 'reported', event })
    },
    onStatus: raw => {
      machine.dispatch({ type: 'heard' })
      progress({ type: 'measured', motion: playerMotion(toPlayerNetStatus(raw)) })
    },
    onWord: ({ phase }) => machine.dispatch({ type: 'serverSaid', phase }),
    onShown: () => machine.dispatch({ type: 'pageShown' }),
    onInterruptionBegan: () => machine.dispatch({ type: 'callBegan' }),
    onInterruptionEnded: () => machine.dispatch({ type: 'callEnded' }),
    networkRestored: () => machine.dispatch({ type: 'networkRestored' }),
    setCircumstances: changed => machine.setCircumstances(changed),
    press: () => machine.dispatch({ type: 'retryRequested' }),
  }
}
