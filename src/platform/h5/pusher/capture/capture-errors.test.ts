import { expect, test } from 'vitest'
import { toCaptureError } from './capture-errors'

test.each([
  ['NotAllowedError', 'denied', 10001],
  ['NotReadableError', 'in-use', undefined],
  ['NotFoundError', 'not-found', undefined],
  ['OverconstrainedError', 'not-found', undefined],
  ['TypeError', 'unknown', undefined],
])('a camera error %s means %s', (name, problem, errCode) => {
  const error = toCaptureError('camera', Object.assign(new Error('text of the browser'), { name }))
  expect(error).toMatchObject({ problem, errCode, event: 'CAMERA_FAILED' })
})

test('distinguishes a refused microphone from a refused camera', () => {
  const refusal = Object.assign(new Error(''), { name: 'NotAllowedError' })
  expect(toCaptureError('microphone', refusal)).toMatchObject({ errCode: 10002, event: 'MIC_FAILED' })
})

test('every thrown value becomes an error with a device', () => {
  expect(toCaptureError('camera', undefined)).toMatchObject({ device: 'camera', problem: 'unknown' })
})
