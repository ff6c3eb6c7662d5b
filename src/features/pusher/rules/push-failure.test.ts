import { expect, it } from 'vitest'
import { failureKind, isDenied, shownFailure } from './push-failure'
import type { PushTrouble } from './state'

it.each<[PushTrouble, string, string]>([
  ['CAMERA_DENIED', '', 'camera-denied'],
  ['MIC_DENIED', 'microphone: denied', 'mic-denied'],
  ['CAMERA_FAILED', 'denied', 'camera-denied'],
  ['CAMERA_FAILED', 'in-use', 'camera-in-use'],
  ['CAMERA_FAILED', 'not-found', 'camera-missing'],
  ['CAMERA_FAILED', 'insecure', 'insecure'],
  ['CAMERA_FAILED', 'open camera failed', 'camera-failed'],
  ['MIC_FAILED', 'not-found', 'mic-missing'],
  ['MIC_SILENT', '', 'mic-failed'],
  ['VIDEO_ENCODE_FAILED', '', 'unsupported'],
  ['RESOLUTION_UNSUPPORTED', '', 'unsupported'],
  ['RTC_WITHOUT_MIC', '', 'mic-denied'],
  ['SCREEN_CAPTURE_REFUSED', '', 'mic-failed'],
  ['SYSTEM_PERMISSION_MISSING', '', 'system-denied'],
  ['PRIVACY_REFUSED', '', 'privacy-refused'],
  ['PRIVACY_UNDECLARED', '', 'privacy-undeclared'],
  ['ALREADY_IN_USE', '', 'in-other-live'],
  ['NETWORK_LOST', 'denied', 'unrecovered'],
  ['SILENT', '', 'unrecovered'],
])('%s with "%s" is %s', (reason, message, kind) => {
  expect(failureKind(reason, message)).toBe(kind)
})

it('the first report of the component names the failure more precisely than the last one', () => {
  expect(shownFailure('CAMERA_DENIED', { reason: 'CAMERA_FAILED', message: 'in-use' })).toBe('camera-in-use')
  expect(shownFailure('CAMERA_DENIED', undefined)).toBe('camera-denied')
})

it('a refused privacy guide is not shown as a denied camera', () => {
  const denied = { reason: 'CAMERA_DENIED', message: '' } as const
  expect(shownFailure('PRIVACY_REFUSED', denied)).toBe('privacy-refused')
  expect(shownFailure('PRIVACY_UNDECLARED', denied)).toBe('privacy-undeclared')
})

it('only a denied permission can be changed in the settings', () => {
  expect(isDenied('mic-denied')).toBe(true)
  expect(isDenied('mic-in-use')).toBe(false)
})
