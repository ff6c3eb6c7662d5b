import { expect, expectTypeOf, test } from 'vitest'
import { PLAYER_SINCE, PUSHER_SINCE } from './table'
import { LIVE_PLAYER_DEFAULTS } from '../live-player.defaults'
import type {
  LivePlayerAttributes, LivePlayerCommands, LivePlayerEvents, LivePlayerUndocumented,
} from '../live-player.types'
import { LIVE_PUSHER_DEFAULTS } from '../live-pusher.defaults'
import type {
  LivePusherAttributes, LivePusherCommands, LivePusherEvents, LivePusherUndocumented,
} from '../live-pusher.types'

test('the table lists exactly the attributes, events and commands of the player', () => {
  expectTypeOf<keyof typeof PLAYER_SINCE.attributes>()
    .toEqualTypeOf<keyof LivePlayerAttributes | keyof LivePlayerUndocumented>()
  // Only browsers refuse to play sound.
  expectTypeOf<keyof typeof PLAYER_SINCE.events>().toEqualTypeOf<Exclude<keyof LivePlayerEvents, 'autoplaymuted'>>()
  expectTypeOf<keyof typeof PLAYER_SINCE.commands>().toEqualTypeOf<keyof LivePlayerCommands>()
})

test('the table lists exactly the attributes, events and commands of the pusher', () => {
  expectTypeOf<keyof typeof PUSHER_SINCE.attributes>()
    .toEqualTypeOf<keyof LivePusherAttributes | keyof LivePusherUndocumented>()
  expectTypeOf<keyof typeof PUSHER_SINCE.events>().toEqualTypeOf<keyof LivePusherEvents>()
  expectTypeOf<keyof typeof PUSHER_SINCE.commands>().toEqualTypeOf<keyof LivePusherCommands>()
})

test.each([
  ['player', PLAYER_SINCE.attributes, ['generation', 'allowUndocumented', 'kept'], LIVE_PLAYER_DEFAULTS],
  ['pusher', PUSHER_SINCE.attributes, ['generation', 'allowUndocumented'], LIVE_PUSHER_DEFAULTS],
])('every attribute of the %s has a default', (_, table, ours, defaults) => {
  expect([...Object.keys(table), ...ours].sort()).toEqual(Object.keys(defaults).sort())
})
