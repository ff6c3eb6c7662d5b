import { fakeServer, uniStub } from '../../../tests/support/client/fake-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { cachesOf } from '@/features/player/rules/player-profiles'
import { PROFILES } from '@/features/pusher/rules/quality-profiles'
import { withSetup } from '../../../tests/support/client/with-setup'
import { useCaptureSettings } from '@/features/pusher/use-capture-settings'
import { usePlaybackSettings } from '@/features/player/use-playback-settings'

beforeEach(() => fakeServer.reset())
afterEach(() => { vi.restoreAllMocks() })

const capture = () => withSetup(() => useCaptureSettings()).result
const playback = () => withSetup(() => usePlaybackSettings()).result

it('restores stored settings', () => {
  capture().change('beauty', 5)
  playback().change('objectFit', 'fillCrop')
  expect(capture().settings.value.beauty).toBe(5)
  expect(playback().settings.value.objectFit).toBe('fillCrop')
})

it('does not store `debug`', () => {
  const first = capture()
  first.change('debug', true)
  expect(first.settings.value.debug).toBe(true)
  expect(capture().settings.value.debug).toBe(false)
})

it('fills missing and invalid values of an older version with defaults', () => {
  fakeServer.storage.set('kaike.capture', { beauty: 40, filter: 'gone', orientation: 7, old: true })
  expect(capture().settings.value).toMatchObject({ beauty: 9, filter: 'standard', orientation: 'auto' })
  fakeServer.storage.set('kaike.playback', 'broken')
  expect(playback().settings.value.latency).toBe('automatic')
})

it('applies a change even if the storage refuses it', () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(uniStub, 'setStorageSync').mockImplementation(() => { throw new Error('full') })
  const { settings, change } = capture()
  change('whiteness', 4)
  expect(settings.value.whiteness).toBe(4)
})

it('resets all settings', () => {
  const { settings, change, reset } = playback()
  change('soundMode', 'ear')
  reset()
  expect(settings.value.soundMode).toBe('speaker')
  expect(playback().settings.value.soundMode).toBe('speaker')
})

it('passes the settings to player and pusher, and the waiting image to the pusher', () => {
  const { change, pusherProps } = capture()
  change('devicePosition', 'back')
  expect(pusherProps(PROFILES.HD, { isMicOn: false, isCameraOn: true, devicePosition: 'front' })).toMatchObject({
    mode: 'HD', devicePosition: 'front', enableMic: false, enableCamera: true,
    waitingImage: expect.stringMatching(/static\/waiting-image\.png$/), waitingImageHash: __WAITING_IMAGE_MD5__,
  })
  const student = playback()
  student.change('fullScreenDirection', -90)
  expect(student.playerProps('live', cachesOf('live'))).toMatchObject({ mode: 'live', minCache: 1, maxCache: 3 })
  expect(student.fullScreenDirection(true)).toBe(-90)
})
