import { expect, test } from 'vitest'
import { PLAYER_SINCE, PUSHER_SINCE, SINCE } from './table'
import { BROWSER_CAPABILITIES, hasBrowserCapability } from './browser-capabilities'
import { PLAYER_NOT_IN_BROWSERS, PUSHER_NOT_IN_BROWSERS, refuseAll } from '../h5/unsupported'

const ALL = { hasPlayerCache: true, hasPictureInPicture: true, hasTorch: true, hasZoom: true }
const NONE = { hasPlayerCache: false, hasPictureInPicture: false, hasTorch: false, hasZoom: false }

test.each([
  ['player', PLAYER_SINCE.commands, PLAYER_NOT_IN_BROWSERS],
  ['pusher', PUSHER_SINCE.commands, PUSHER_NOT_IN_BROWSERS],
])('the twin of the %s either performs or refuses every command', (component, commands, refused: readonly string[]) => {
  for (const name of Object.keys(commands)) {
    expect(BROWSER_CAPABILITIES.has(`${component}.${name}`), name).toBe(!refused.includes(name))
  }
})

test('the table contains every capability of a browser', () => {
  for (const capability of BROWSER_CAPABILITIES) expect(SINCE.has(capability), capability).toBe(true)
})

test('capabilities that depend on the browser follow its answers', () => {
  for (const feature of ['floatByTap', 'torch', 'zoom'] as const) {
    expect(hasBrowserCapability(feature, ALL), feature).toBe(true)
    expect(hasBrowserCapability(feature, NONE), feature).toBe(false)
  }
  expect(hasBrowserCapability('microphoneVolume', NONE)).toBe(true)
})

test('the latency can be chosen only where the player controls the cache', () => {
  expect(hasBrowserCapability('player.maxCache', ALL)).toBe(true)
  expect(hasBrowserCapability('player.maxCache', NONE)).toBe(false)
})

test('a browser has no beauty, filters or casting, but has the floating window', () => {
  for (const feature of ['beauty', 'whiteness', 'filters', 'casting', 'backgroundMusic', 'voiceChanger'] as const) {
    expect(hasBrowserCapability(feature, ALL), feature).toBe(false)
  }
  expect(hasBrowserCapability('player.pictureInPictureMode', NONE)).toBe(true)
})

test('a refusal names its command', async () => {
  await expect(refuseAll(['playBGM']).playBGM())
    .rejects.toMatchObject({ errMsg: 'playBGM:fail not supported by this browser' })
})
