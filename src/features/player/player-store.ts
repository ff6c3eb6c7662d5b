import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { LessonPhase } from '@contract/lessons/phase'
import { useLiveSessionStore } from '@/features/class/live-session'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import { retryDelayMs } from '@/features/recovery/rules/backoff'
import { log } from '@/platform/log'
import { stepPlayer } from './rules/machine'
import type { PlayerInput } from './rules/machine'
import { IDLE_PLAYER } from './rules/state'

const nextDelayMs = (attempt: number): number => retryDelayMs(attempt, Math.random)

/** State of the player's machine for the lesson that this device shows. */
export const usePlayerStore = defineStore('player', () => {
  const session = useLiveSessionStore()
  const state = shallowRef(IDLE_PLAYER)

  function dispatch(input: PlayerInput): void {
    const from = state.value
    state.value = stepPlayer(from, input, nextDelayMs)
    if (input.type === 'reported') session.recordReport(input.event, PLAYER_EVENTS[input.event].severity)
    const name = input.type === 'reported' ? input.event : input.type
    if (state.value.phase !== from.phase) log.info(`player: ${from.phase} -> ${state.value.phase} (${name})`)
  }

  function reset(): void {
    state.value = IDLE_PLAYER
  }

  const serverSaid = (phase: LessonPhase): void => dispatch({ type: 'serverSaid', phase })

  return { state, dispatch, reset, serverSaid }
})
