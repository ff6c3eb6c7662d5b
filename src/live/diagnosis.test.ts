import { expect, it } from 'vitest'
import { diagnose } from './diagnosis'
import type { Symptoms } from './diagnosis'

const well: Symptoms = { isConnected: true, isServerReachable: true, lessonPhase: 'live', media: 'live', qualityLevel: 2 }

it('finds nothing where nothing is wrong', () => {
  expect(diagnose(well)).toBeUndefined()
  expect(diagnose({ ...well, qualityLevel: undefined })).toBeUndefined()
  expect(diagnose({ ...well, lessonPhase: 'open', media: 'waiting-room' })).toBeUndefined()
})

it.each<[string, Partial<Symptoms>, string]>([
  ['the device has no network', { isConnected: false, media: 'waiting' }, 'my-network-lost'],
  ['the API does not answer', { isServerReachable: false, media: 'waiting' }, 'service-unreachable'],
  ['the server lost the teacher', { lessonPhase: 'interrupted', media: 'interrupted' }, 'teacher-away'],
  ['the picture is lost, the API answers', { media: 'waiting' }, 'media-unreachable'],
  ['the picture is lost on a bad network', { media: 'platform-reconnecting', qualityLevel: 6 }, 'my-network-slow'],
  ['the buffer ran dry', { media: 'buffering' }, 'my-network-slow'],
  ['the component calls the network bad', { qualityLevel: 4 }, 'my-network-slow'],
])('when %s', (_, symptoms, diagnosis) => {
  expect(diagnose({ ...well, ...symptoms })).toBe(diagnosis)
})

it('does not blame the teacher while one\'s own network is gone', () => {
  expect(diagnose({ ...well, isConnected: false, lessonPhase: 'interrupted', media: 'interrupted' })).toBe('my-network-lost')
})
