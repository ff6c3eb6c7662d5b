import { defineStore } from 'pinia'
import { machineState } from '@/features/class/machine-state'
import { PLAYER_EVENTS } from '@/features/codes/player-events'
import { stepPlayer } from './rules/machine'
import type { PlayerInput } from './rules/machine'
import { IDLE_PLAYER } from './rules/state'

/** State of the player's machine for the lesson on this device's screen. */
export const usePlayerStore = defineStore('player', () => machineState({
  name: 'player',
  idle: IDLE_PLAYER,
  step: stepPlayer,
  reportIn: (input: PlayerInput) =>
    (input.type === 'reported' ? { event: input.event, severity: PLAYER_EVENTS[input.event].severity } : undefined),
}))
