/**
 * The way of one code from the number to the commands, in one file: -1307, after which WeChat has given up.
 * `codes/pusher-events.ts` names the number, `pusher/rules/reports.ts` gives its meaning in each phase, `ladder.ts`
 * picks the step, `pusher/rules/effects.ts` lists the commands, and `use-pusher.ts` runs them.
 */
import { expect, it } from 'vitest'
import { PUSHER_EVENTS, toPusherEvent } from '@/features/codes/pusher-events'
import type { Circumstances } from './effects'
import { pusherEffect } from '@/features/pusher/rules/effects'
import { stepPusher } from '@/features/pusher/rules/machine'
import type { PusherState } from '@/features/pusher/rules/state'

const DELAY_MS = 300
const ON_SCREEN: Circumstances = { isOnline: true, isShown: true, canCommandHidden: false, isIos: false }
const step = (state: PusherState, input: Parameters<typeof stepPusher>[1]) => stepPusher(state, input, (_attempt, kind) => (kind === 'now' ? 0 : DELAY_MS))

it('-1307 in a class on air: wait, then stop and start', () => {
  const event = toPusherEvent(-1307)
  expect(event).toBe('NETWORK_LOST')
  if (event === undefined) return
  expect(PUSHER_EVENTS[event]).toMatchObject({ severity: 'fatal', recovery: 'restart' })

  const waiting = step({ phase: 'live' }, { type: 'reported', event })
  expect(waiting).toMatchObject({ phase: 'waiting', reason: 'NETWORK_LOST', attempt: 1, delayMs: DELAY_MS })
  expect(pusherEffect(waiting, ON_SCREEN).timer).toEqual({ delayMs: DELAY_MS, input: { type: 'retryDue' } })

  const connecting = step(waiting, { type: 'retryDue' })
  expect(connecting).toMatchObject({ phase: 'connecting', attempt: 1 })
  const commands = pusherEffect(connecting, ON_SCREEN).commands.map(({ type }) => type)
  expect([commands[0], commands.at(-1)]).toEqual(['stop', 'start'])

  expect(step(connecting, { type: 'reported', event: 'PUSH_STARTED' })).toMatchObject({ phase: 'live' })
})

it('-1307 while the device has no network: no try until the network is back', () => {
  const waiting = step({ phase: 'live' }, { type: 'reported', event: 'NETWORK_LOST' })
  expect(pusherEffect(waiting, { ...ON_SCREEN, isOnline: false })).toEqual({ commands: [] })
  expect(step(waiting, { type: 'networkRestored' })).toMatchObject({ phase: 'connecting' })
})
