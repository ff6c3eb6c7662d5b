import { describe, expect, it, test } from 'vitest'
import { QUALITY_LEVELS, effectiveProfile } from './adaptive-quality'
import {
  CAPTURE_GROUPS, CAPTURE_SETTINGS, countsNow, pictureShape, readCaptureSettings, toPusherProps,
} from './capture-settings'
import type { CaptureContext } from './capture-settings'
import { PROFILES } from './quality-profiles'
import { PUSHER_PROFILES } from './pusher-profiles'

const initial = readCaptureSettings(undefined)
const context: CaptureContext = {
  deviceOrientation: 'vertical', isMicOn: true, isCameraOn: true, waitingImage: { url: '/static/x.png', md5: 'abc' },
}

test.each([
  ['vertical', '3:4', '3:4', false, 3, 4],
  ['vertical', '9:16', '9:16', false, 9, 16],
  ['horizontal', '3:4', '4:3', true, 4, 3],
  ['horizontal', '9:16', '16:9', true, 16, 9],
] as const)('%s %s is a picture with the ratio %s', (orientation, aspect, ratio, isWide, widthParts, heightParts) => {
  expect(pictureShape(orientation, aspect)).toEqual({ ratio, isWide, widthParts, heightParts })
})

describe('the attributes of the pusher', () => {
  it('are the profile, the settings and the waiting image with its MD5', () => {
    const settings = readCaptureSettings({
      beauty: 5, whiteness: 3, filter: 'fresher', devicePosition: 'back', remoteMirror: true, debug: true,
    })
    expect(toPusherProps(PROFILES.HD, settings, context)).toMatchObject({
      mode: 'HD', minBitrate: 600, maxBitrate: 1200, audioQuality: 'high', fps: 20,
      beauty: 5, whiteness: 3, filter: 'fresher', devicePosition: 'back', remoteMirror: true, debug: true,
      orientation: 'vertical', aspect: '9:16', enableCamera: true, enableMic: true,
      waitingImage: '/static/x.png', waitingImageHash: 'abc', pictureInPictureMode: [],
    })
  })

  it('have the size of a call in its own ratio', () => {
    const lying = toPusherProps(
      PUSHER_PROFILES.speaker, { ...initial, aspect: '3:4' }, { ...context, deviceOrientation: 'horizontal' },
    )
    expect(lying).toMatchObject({ mode: 'RTC', orientation: 'horizontal', videoWidth: 480, videoHeight: 360 })
    expect(toPusherProps(PUSHER_PROFILES.speaker, initial, context))
      .toMatchObject({ videoWidth: 360, videoHeight: 640 })
  })

  it('have the device\'s orientation, unless the teacher chose one', () => {
    const lying = { ...context, deviceOrientation: 'horizontal' } as const
    expect(toPusherProps(PROFILES.HD, initial, lying).orientation).toBe('horizontal')
    expect(toPusherProps(PROFILES.HD, { ...initial, orientation: 'vertical' }, lying).orientation).toBe('vertical')
  })

  it('have the teacher\'s frame rate, or less on a bad network', () => {
    const fpsAt = (fps: number, level: 'FHD' | 'SD') =>
      toPusherProps(effectiveProfile({ ceiling: 'FHD', level }), { ...initial, fps }, context).fps
    expect([fpsAt(0, 'FHD'), fpsAt(30, 'FHD'), fpsAt(30, 'SD'), fpsAt(10, 'SD')]).toEqual([20, 30, 15, 10])
  })

  it('switch the camera off at the level audio and by the teacher', () => {
    const cameraAt = (level: 'SD' | 'audio', isCameraOn: boolean) =>
      toPusherProps(effectiveProfile({ ceiling: 'HD', level }), initial, { ...context, isCameraOn }).enableCamera
    expect([cameraAt('SD', true), cameraAt('SD', false), cameraAt('audio', true)]).toEqual([true, false, false])
  })

  it('lack the waiting image only when the teacher switched it off', () => {
    expect(toPusherProps(PROFILES.SD, { ...initial, waitingImage: false }, context))
      .toMatchObject({ waitingImage: '', waitingImageHash: '' })
  })

  it('differ between levels in nothing that would restart the stream', () => {
    const all = QUALITY_LEVELS.map(level =>
      Object.entries(toPusherProps(effectiveProfile({ ceiling: 'FHD', level }), initial, context)))
    const moved = new Set(all.flatMap(props => props
      .filter(([, value], index) => JSON.stringify(value) !== JSON.stringify(all[0]?.[index]?.[1]))
      .map(([name]) => name)))
    expect([...moved].sort()).toEqual(['enableCamera', 'fps', 'maxBitrate', 'minBitrate'])
  })
})

describe('the sheet', () => {
  it('has every setting except `debug` in a group', () => {
    expect([...Object.values(CAPTURE_GROUPS).flat(), 'debug'].sort()).toEqual(Object.keys(CAPTURE_SETTINGS).sort())
  })

  it('leaves out settings without an effect', () => {
    expect([countsNow('beautyStyle', initial), countsNow('beautyStyle', { ...initial, beauty: 1 })])
      .toEqual([false, true])
    expect([countsNow('eyeBigness', initial), countsNow('eyeBigness', { ...initial, customEffect: true })])
      .toEqual([false, true])
    expect([countsNow('zoomFactor', initial), countsNow('zoomFactor', { ...initial, zoom: true })])
      .toEqual([false, true])
  })
})
