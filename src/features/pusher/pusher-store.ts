import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { LessonPhase } from '@contract/lessons/phase'
import { useLiveSessionStore } from '@/features/class/live-session'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import { retryDelayMs } from '@/features/recovery/rules/backoff'
import { log } from '@/platform/log'
import { stepPusher } from './rules/machine'
import type { PusherInput } from './rules/machine'
import { IDLE_PUSHER } from './rules/state'

const nextDelayMs = (attempt: number): number => retryDelayMs(attempt, Math.random)

/** State of the pusher's machine for the lesson that this device shows. */
export const usePusherStore = defineStore('pusher', () => {
  const session = useLiveSessionStore()
  const state = shallowRef(IDLE_PUSHER)

  function dispatch(input: PusherInput): void {
    const from = state.value
    state.value = stepPusher(from, input, nextDelayMs)
    if (input.type === 'reported') session.recordReport(input.event, PUSHER_EVENTS[input.event].severity)
    const name = input.type === 'reported' ? input.event : input.type
    if (state.value.phase !== from.phase) log.info(`pusher: ${from.phase} -> ${state.value.phase} (${name})`)
  }

  function reset(): void {
    state.value = IDLE_PUSHER
  }

  const serverSaid = (phase: LessonPhase): void => dispatch({ type: 'serverSaid', phase })

  return { state, dispatch, reset, serverSaid }
})
