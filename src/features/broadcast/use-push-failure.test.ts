import { uniStub } from '../../../tests/support/client/fake-server'
import { beforeEach, expect, it, vi } from 'vitest'
import { withSetup } from '../../../tests/support/client/with-setup'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { usePushFailure } from './use-push-failure'

Object.assign(uniStub, { getDeviceInfo: () => ({ platform: 'android' }) })
beforeEach(() => { vi.spyOn(console, 'info').mockImplementation(() => {}) })

/** A preview that the component refuses with this report. */
function refusedPreview(message = '') {
  const { result } = withSetup(usePushFailure)
  usePusherStore().dispatch({ type: 'previewRequested' })
  result.record('CAMERA_FAILED', message)
  usePusherStore().dispatch({ type: 'reported', event: 'CAMERA_FAILED' })
  return result
}

it('takes the component\'s own message into account', () => {
  expect(refusedPreview('camera: in-use').failure.value).toBe('camera-in-use')
})

it('keeps the first report when the component reports again', () => {
  const { failure, record } = refusedPreview('camera: in-use')
  record('MIC_DENIED', '')
  expect(failure.value).toBe('camera-in-use')
})

it('falls back to the machine\'s reason without a report of its own', () => {
  const { failure, forget } = refusedPreview('camera: in-use')
  forget()
  expect(failure.value).toBe('camera-failed')
})

it('names a refused privacy guide, which the component reports as a denied camera, in either order', () => {
  const { failure, record, recordRefusal, forget } = refusedPreview()
  record('CAMERA_DENIED', '')
  expect(failure.value).toBe('camera-failed')
  recordRefusal('PRIVACY_REFUSED')
  expect(failure.value).toBe('privacy-refused')
  recordRefusal('IN_BACKGROUND')
  expect(failure.value).toBe('privacy-refused')
  forget()
  recordRefusal('PRIVACY_REFUSED')
  record('CAMERA_DENIED', '')
  expect(failure.value).toBe('privacy-refused')
  record('CAMERA_OPENED', '')
  record('CAMERA_DENIED', '')
  expect(failure.value).toBe('camera-denied')
})

it('forgets the failure once the camera delivers frames', () => {
  const { failure, isCameraOpen, record } = refusedPreview()
  record('CAMERA_OPENED', '')
  usePusherStore().dispatch({ type: 'reported', event: 'CAMERA_OPENED' })
  expect(isCameraOpen.value).toBe(true)
  expect(failure.value).toBeUndefined()
})

it('does not show a report of progress as a failure', () => {
  const { result } = withSetup(usePushFailure)
  usePusherStore().dispatch({ type: 'previewRequested' })
  result.record('NETWORK_BUSY', '')
  expect(result.failure.value).toBeUndefined()
})
