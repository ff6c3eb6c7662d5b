import { expect, test } from 'vitest'
import { PLAYER_SINCE, PUSHER_SINCE, SINCE } from './table'
import { BROWSER_CAPABILITIES, hasBrowserCapability } from './browser-capabilities'
import { PLAYER_NOT_IN_BROWSERS, PUSHER_NOT_IN_BROWSERS, refuseAll } from '../h5/unsupported'

const ALL = { hasPlayerCache: true, hasPictureInPicture: true, hasTorch: true, hasZoom: true }
const NONE = { hasPlayerCache: false, hasPictureInPicture: false, hasTorch: false, hasZoom: false }

test.each([
  ['player', PLAYER_SINCE.commands, PLAYER_NOT_IN_BROWSERS],
  ['pusher', PUSHER_SINCE.commands, PUSHER_NOT_IN_BROWSERS],
])('every command of the %s is either done by the twin or refused', (component, commands, refused: readonly string[]) => {
  for (const name of Object.keys(commands)) expect(BROWSER_CAPABILITIES.has(`${component}.${name}`), name).toBe(!refused.includes(name))
})

test('a browser has nothing that the table does not know', () => {
  for (const capability of BROWSER_CAPABILITIES) expect(SINCE.has(capability), capability).toBe(true)
})

test('what depends on the browser is asked of it', () => {
  for (const feature of ['floatByTap', 'torch', 'zoom'] as const) {
    expect(hasBrowserCapability(feature, ALL), feature).toBe(true)
    expect(hasBrowserCapability(feature, NONE), feature).toBe(false)
  }
  expect(hasBrowserCapability('microphoneVolume', NONE)).toBe(true)
})

test('the latency can be chosen only where the cache is ours', () => {
  expect(hasBrowserCapability('player.maxCache', ALL)).toBe(true)
  expect(hasBrowserCapability('player.maxCache', NONE)).toBe(false)
})

test('beauty, filters and casting are WeChat\'s alone, the window of a navigation is not', () => {
  for (const feature of ['beauty', 'whiteness', 'filters', 'casting', 'backgroundMusic', 'voiceChanger'] as const) {
    expect(hasBrowserCapability(feature, ALL), feature).toBe(false)
  }
  expect(hasBrowserCapability('player.pictureInPictureMode', NONE)).toBe(true)
})

test('a refused command says which one it was', async () => {
  await expect(refuseAll(['playBGM']).playBGM()).rejects.toMatchObject({ errMsg: 'playBGM:fail not supported by this browser' })
})
