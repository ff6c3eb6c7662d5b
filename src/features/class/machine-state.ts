import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { LessonPhase } from '@contract/lessons/phase'
import type { Severity } from '@/features/codes/event-spec'
import type { PlayerEvent } from '@/features/codes/player-events'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { delayMs } from '@/features/recovery/rules/backoff'
import type { NextDelayMs } from '@/features/recovery/rules/ladder'
import { log } from '@/platform/log'
import { useLiveSessionStore } from './live-session'

type ServerSaid = { type: 'serverSaid', phase: LessonPhase, isOtherDevice: boolean }

interface MachineOptions<State, Input, Event> {
  name: 'pusher' | 'player'
  idle: State
  step: (state: State, input: Input | ServerSaid, nextDelayMs: NextDelayMs) => State
  /** The report in an input; undefined where the input is none. */
  reportIn: (input: Input | ServerSaid) => { event: Event, severity: Severity } | undefined
}

/** State of one machine for the lesson on this device's screen; the stores of pusher and player are made of it. */
export function machineState<
  State extends { phase: string }, Input extends { type: string }, Event extends PusherEvent | PlayerEvent,
>({ name, idle, step, reportIn }: MachineOptions<State, Input, Event>) {
  const session = useLiveSessionStore()
  const state = shallowRef(idle) as ShallowRef<State>
  let startedAtMs = Number.NEGATIVE_INFINITY

  const nextDelayMs: NextDelayMs = (attempt, kind) => delayMs(attempt, kind, Date.now() - startedAtMs, Math.random)

  function dispatch(input: Input | ServerSaid): void {
    const from = state.value
    state.value = step(from, input, nextDelayMs)
    const report = reportIn(input)
    if (report) session.recordReport(report.event, report.severity)
    if (state.value.phase !== from.phase) {
      if (state.value.phase === 'connecting') startedAtMs = Date.now()
      log.info(`${name}: ${from.phase} -> ${state.value.phase} (${report?.event ?? input.type})`)
    }
  }

  function reset(): void {
    state.value = idle
  }

  const serverSaid = (phase: LessonPhase, isOtherDevice: boolean): void =>
    dispatch({ type: 'serverSaid', phase, isOtherDevice })

  return { state, dispatch, reset, serverSaid }
}
