import { describe, expect, it } from 'vitest'
import { DIAGNOSES, diagnose } from './diagnosis'
import type { Diagnosis, Symptoms } from './diagnosis'
import { FLOWING } from '@/features/recovery/rules/ladder'

const well: Symptoms = {
  isConnected: true, networkType: 'wifi', isServerReachable: true, lessonPhase: 'live', media: { phase: 'live' }, report: undefined, qualityLevel: 2,
}
const waiting: Symptoms['media'] = { phase: 'waiting', ...FLOWING, delayMs: 300, reason: 'NETWORK_LOST' }
const retrying: Symptoms['media'] = { phase: 'platform-reconnecting', ...FLOWING, reports: 1 }
const away = { lessonPhase: 'interrupted', media: { phase: 'interrupted', connection: 'lost' } } as const

it('finds nothing where nothing is wrong', () => {
  expect(diagnose(well)).toBeUndefined()
  expect(diagnose({ ...well, qualityLevel: undefined })).toBeUndefined()
  expect(diagnose({ ...well, lessonPhase: 'open', media: { phase: 'waiting-room' } })).toBeUndefined()
  expect(diagnose({ ...well, media: { phase: 'connecting', step: 'new-url', attempt: 0, failures: 0 } })).toBeUndefined()
})

describe('it is me', () => {
  it.each<[string, Partial<Symptoms>, Diagnosis]>([
    ['the device has no network', { isConnected: false, media: waiting }, 'my-network-lost'],
    ['the picture is lost on a bad network', { media: retrying, qualityLevel: 6 }, 'my-network-slow'],
    ['the picture is lost on a narrow network', { media: waiting, networkType: '2g' }, 'my-network-slow'],
    ['names are not resolved', { media: waiting, report: 'DNS_FAILED' }, 'my-network-blocked'],
    ['names are not resolved and nothing answers', { media: waiting, report: 'DNS_FAILED', isServerReachable: false }, 'my-network-blocked'],
    ['the buffer ran dry', { media: { phase: 'buffering' } }, 'my-network-slow'],
    ['data arrives unevenly', { report: 'DATA_LAGGING' }, 'my-network-slow'],
    ['the uplink is busy', { media: { phase: 'degraded', by: 'network', reports: 1 }, report: 'NETWORK_BUSY' }, 'my-network-slow'],
    ['the component calls the network bad', { qualityLevel: 4 }, 'my-network-slow'],
    ['the phone cannot keep up with encoding', { media: { phase: 'degraded', by: 'encoder', reports: 1 } }, 'my-device-slow'],
  ])('when %s', (_, symptoms, diagnosis) => {
    expect(diagnose({ ...well, ...symptoms })).toBe(diagnosis)
    expect(DIAGNOSES[diagnosis].culprit).toBe('me')
  })
})

describe('it is the teacher', () => {
  it.each<[string, Partial<Symptoms>, Diagnosis]>([
    ['the server lost the teacher', away, 'teacher-away'],
    ['frames are missing in what arrives well', { report: 'FRAMES_LOST' }, 'teacher-network-slow'],
    ['the buffer ran dry for missing frames', { report: 'FRAMES_LOST', media: { phase: 'buffering' } }, 'teacher-network-slow'],
  ])('when %s', (_, symptoms, diagnosis) => {
    expect(diagnose({ ...well, ...symptoms })).toBe(diagnosis)
    expect(DIAGNOSES[diagnosis].culprit).toBe('teacher')
  })
})

describe('it is the service', () => {
  it.each<[string, Partial<Symptoms>, Diagnosis]>([
    ['the API does not answer', { isServerReachable: false, media: waiting }, 'service-unreachable'],
    ['the picture is lost, the API answers', { media: waiting }, 'media-unreachable'],
    ['a try of ours is under way', { media: { phase: 'connecting', step: 'start', attempt: 1, failures: 1 } }, 'media-unreachable'],
    ['the server does not see what is sent', { media: { phase: 'degraded', by: 'unseen', reports: 1 } }, 'media-unreachable'],
  ])('when %s', (_, symptoms, diagnosis) => {
    expect(diagnose({ ...well, ...symptoms })).toBe(diagnosis)
    expect(DIAGNOSES[diagnosis].culprit).toBe('service')
  })
})

it('does not blame the teacher while one\'s own network is gone or slow', () => {
  expect(diagnose({ ...well, ...away, isConnected: false })).toBe('my-network-lost')
  expect(diagnose({ ...well, report: 'FRAMES_LOST', qualityLevel: 5 })).toBe('my-network-slow')
})

it('does not speak of a server that is away while the picture moves', () => {
  expect(diagnose({ ...well, isServerReachable: false })).toBeUndefined()
})
