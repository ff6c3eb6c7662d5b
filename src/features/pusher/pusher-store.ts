import { defineStore } from 'pinia'
import { machineState } from '@/features/class/machine-state'
import { PUSHER_EVENTS } from '@/features/codes/pusher-events'
import { stepPusher } from './rules/machine'
import type { PusherInput } from './rules/machine'
import { IDLE_PUSHER } from './rules/state'

/** State of the pusher's machine for the lesson on this device's screen. */
export const usePusherStore = defineStore('pusher', () => machineState({
  name: 'pusher',
  idle: IDLE_PUSHER,
  step: stepPusher,
  reportIn: (input: PusherInput) =>
    (input.type === 'reported' ? { event: input.event, severity: PUSHER_EVENTS[input.event].severity } : undefined),
}))
