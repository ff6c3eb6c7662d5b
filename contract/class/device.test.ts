import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEVICE_ID, deviceMark, ENCODER, isPublishedFrom } from './device'

const SESSION = '6f1c1f4e-0d0b-4a55-9d56-6f4c3f5a1b10'
const deviceIds = fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/)

test('a mark has the same 8 digits on every platform', () => {
  expect(deviceMark(SESSION, 'phone-of-li-wei')).toBe('25a729a7')
  fc.assert(fc.property(fc.uuid(), deviceIds, (sessionId, deviceId) => {
    expect(deviceMark(sessionId, deviceId)).toMatch(/^[0-9a-f]{8}$/)
  }))
})

test('100,000 ids and sessions have as many marks as chance gives', () => {
  const marks = new Set<string>()
  for (let i = 0; i < 50_000; i += 1) {
    marks.add(deviceMark(SESSION, `device-${i}`))
    marks.add(deviceMark(`session-${i}`, 'one-device'))
  }
  // The expected number of pairs with one mark is 100,000² / 2 / 2³² = 1.2.
  expect(marks.size).toBeGreaterThan(100_000 - 8)
})

test('no page can name itself like an encoder', () => {
  expect(DEVICE_ID.test(ENCODER)).toBe(false)
  expect(DEVICE_ID.test('a'.repeat(8)) && DEVICE_ID.test('Z_-9'.repeat(16))).toBe(true)
  for (const id of ['', 'a'.repeat(7), 'a'.repeat(65), 'device id', 'device/1', '课'.repeat(8)]) {
    expect(DEVICE_ID.test(id), id).toBe(false)
  }
})

test('a class is published from the device whose mark the snapshot has', () => {
  fc.assert(fc.property(fc.uuid(), deviceIds, deviceIds, (sessionId, own, other) => {
    fc.pre(own !== other)
    expect(isPublishedFrom({ sessionId, publisherDevice: deviceMark(sessionId, own) }, own)).toBe(true)
    expect(isPublishedFrom({ sessionId, publisherDevice: deviceMark(sessionId, other) }, own)).toBe(false)
    expect(isPublishedFrom({ sessionId, publisherDevice: null }, own)).toBe(false)
    expect(isPublishedFrom({ sessionId: null, publisherDevice: deviceMark('', own) }, own)).toBe(false)
  }))
})
