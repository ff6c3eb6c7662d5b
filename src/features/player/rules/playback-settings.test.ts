import { expect, it } from 'vitest'
import {
  PLAYBACK_GROUPS, PLAYBACK_SETTINGS, fullScreenDirectionOf, readPlaybackSettings, toPlayerProps,
} from './playback-settings'
import { cachesOf } from './player-profiles'

const initial = readPlaybackSettings(undefined)

it('starts with WeChat\'s own defaults, and a floating window', () => {
  expect(toPlayerProps(initial, 'live', cachesOf('live', 800))).toEqual({
    mode: 'live', minCache: 1, maxCache: 3, objectFit: 'contain', orientation: 'vertical', enableAutoRotation: false,
    soundMode: 'speaker',
    autoPauseIfNavigate: true, autoPauseIfOpenNative: true, enableCasting: false, debug: false,
    pictureInPictureMode: ['push', 'pop'], pictureInPictureInitPosition: '(right, 60%)',
  })
})

it('passes on the student\'s settings', () => {
  const settings = readPlaybackSettings({
    objectFit: 'fillCrop', soundMode: 'ear', floatingWindow: false, floatingSide: 'left', debug: true,
  })
  expect(toPlayerProps(settings, 'RTC', cachesOf('RTC'))).toMatchObject({
    mode: 'RTC', minCache: 0.2, maxCache: 0.8, objectFit: 'fillCrop', soundMode: 'ear', debug: true,
    pictureInPictureMode: [], pictureInPictureInitPosition: '(left, 60%)',
  })
})

it('turns full screen with the picture, unless a direction is set', () => {
  expect([fullScreenDirectionOf(initial, true), fullScreenDirectionOf(initial, false)]).toEqual([90, 0])
  const chosen = ([0, 90, -90] as const)
    .map(fullScreenDirection => fullScreenDirectionOf({ ...initial, fullScreenDirection }, true))
  expect(chosen).toEqual([0, 90, -90])
})

it('has every setting except `debug` in a group', () => {
  expect([...Object.values(PLAYBACK_GROUPS).flat(), 'debug'].sort()).toEqual(Object.keys(PLAYBACK_SETTINGS).sort())
})
