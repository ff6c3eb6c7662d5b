import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PLAYER_SINCE, PUSHER_SINCE } from '../../src/platform/capabilities/table'
import { LIVE_PLAYER_DEFAULTS } from '../../src/platform/live-player.defaults'
import { LIVE_PUSHER_DEFAULTS } from '../../src/platform/live-pusher.defaults'

/** vue-tsc accepts any attribute on a component as one of its root, so it does not report a misspelt one. */
const KNOWN = {
  LivePlayerPort: [
    ...Object.keys(LIVE_PLAYER_DEFAULTS),
    ...Object.keys(PLAYER_SINCE.events).map(event => `@${event}`),
    '@autoplaymuted',
  ],
  LivePusherPort: [
    ...Object.keys(LIVE_PUSHER_DEFAULTS),
    ...Object.keys(PUSHER_SINCE.events).map(event => `@${event}`),
  ],
}
const VUE = ['ref', 'class', 'style', 'id', 'key', 'v-if', 'v-else-if', 'v-else', 'v-show', 'v-for', 'v-bind']

const toProp = (attribute: string): string =>
  attribute.replace(/^:/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

interface Use { path: string, port: keyof typeof KNOWN, attributes: string[] }

function usesIn(path: string, source: string): Use[] {
  const tags = [...source.matchAll(/<(LivePlayerPort|LivePusherPort)\s((?:[^>"]|"[^"]*")*)>/g)]
  return tags.map(([, port, inside = '']) => ({
    path,
    port: port as Use['port'],
    attributes: inside.replace(/="[^"]*"/g, ' ').replace(/\/$/, '').split(/\s+/).filter(Boolean),
  }))
}

const strangersOf = ({ port, attributes }: Use): string[] => attributes
  .filter(attribute => !VUE.includes(attribute.replace(/^:/, '')))
  .filter(attribute => !KNOWN[port].includes(attribute.startsWith('@') ? attribute : toProp(attribute)))

const uses = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.vue'))
  .flatMap(file => usesIn(file, readFileSync(join('src', file), 'utf8')))

test('pages use only attributes and events that the port has', () => {
  expect(new Set(uses.map(({ port }) => port))).toEqual(new Set(Object.keys(KNOWN)))
  for (const use of uses) expect(strangersOf(use), use.path).toEqual([])
})

test('unknown attributes and events of a port are found', () => {
  const attributes = 'ref="it" :min-cache="a > b" min-cahce="1" @statechange="x" @statechanged="y" autoplay'
  const [use] = usesIn('page.vue', `<LivePlayerPort ${attributes} />`)
  expect(use && strangersOf(use)).toEqual(['min-cahce', '@statechanged'])
})
