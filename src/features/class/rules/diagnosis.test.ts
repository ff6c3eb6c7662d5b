import { describe, expect, it } from 'vitest'
import { DIAGNOSES, diagnose } from './diagnosis'
import type { Diagnosis, Symptoms } from './diagnosis'
import type { PlayerState } from '@/features/player/rules/state'
import type { PusherState } from '@/features/pusher/rules/state'
import { FLOWING } from '@/features/recovery/rules/ladder'

/** Full states of both machines; the diagnosis reads only a part of them. */
type SymptomsOfMachine = Omit<Symptoms, 'media'> & { media: PlayerState | PusherState }

const well: SymptomsOfMachine = {
  isConnected: true, networkType: 'wifi', isServerReachable: true, lessonPhase: 'live', media: { phase: 'live' },
  report: undefined, qualityLevel: 2,
}
const waiting: SymptomsOfMachine['media'] = { phase: 'waiting', ...FLOWING, delayMs: 300, reason: 'NETWORK_LOST' }
const retrying: SymptomsOfMachine['media'] = { phase: 'platform-reconnecting', ...FLOWING, reports: 1 }
const retryStarted: SymptomsOfMachine['media'] = { phase: 'connecting', step: 'start', attempt: 1, failures: 1 }
const unseen: SymptomsOfMachine['media'] = { phase: 'degraded', by: 'unseen', reports: 1 }
const unresolvedNames = { media: waiting, report: 'DNS_FAILED' } as const
const away = { lessonPhase: 'interrupted', media: { phase: 'interrupted', connection: 'lost' } } as const

it('returns undefined when there is no symptom', () => {
  expect(diagnose(well)).toBeUndefined()
  expect(diagnose({ ...well, qualityLevel: undefined })).toBeUndefined()
  const connecting: PlayerState = { phase: 'connecting', step: 'new-url', attempt: 0, failures: 0 }
  expect(diagnose({ ...well, lessonPhase: 'open', media: { phase: 'waiting-room' } })).toBeUndefined()
  expect(diagnose({ ...well, media: connecting })).toBeUndefined()
})

describe('the cause is the own network or device', () => {
  it.each<[string, Partial<SymptomsOfMachine>, Diagnosis]>([
    ['the device has no network', { isConnected: false, media: waiting }, 'my-network-lost'],
    ['the picture is lost on a bad network', { media: retrying, qualityLevel: 6 }, 'my-network-slow'],
    ['the picture is lost on a narrow network', { media: waiting, networkType: '2g' }, 'my-network-slow'],
    ['names are not resolved', unresolvedNames, 'my-network-blocked'],
    ['no name is resolved, the API included', { ...unresolvedNames, isServerReachable: false }, 'my-network-blocked'],
    ['the buffer ran dry', { media: { phase: 'buffering' } }, 'my-network-slow'],
    ['data arrives unevenly', { report: 'DATA_LAGGING' }, 'my-network-slow'],
    [
      'the uplink is busy', { media: { phase: 'degraded', by: 'network', reports: 1 }, report: 'NETWORK_BUSY' },
      'my-network-slow',
    ],
    ['the component reports a bad network', { qualityLevel: 4 }, 'my-network-slow'],
    ['the picture stutters on a network that is not good', { report: 'STUTTERING', qualityLevel: 3 }, 'my-network-uneven'],
    ['a picture is not decoded', { report: 'VIDEO_DECODE_FAILED' }, 'my-picture-decoding'],
    ['the decoder of the hardware fails', { report: 'HARDWARE_DECODER_FAILED' }, 'my-picture-decoding'],
    ['the hardware fails on the first keyframe', { report: 'FIRST_KEYFRAME_DECODE_FAILED' }, 'my-picture-decoding'],
    ['sound is not decoded', { report: 'AUDIO_DECODE_FAILED' }, 'my-sound-decoding'],
    ['a decoder fails on a bad network', { report: 'VIDEO_DECODE_FAILED', qualityLevel: 5 }, 'my-network-slow'],
    ['the phone encodes too slowly', { media: { phase: 'degraded', by: 'encoder', reports: 1 } }, 'my-device-slow'],
  ])('when %s', (_, symptoms, diagnosis) => {
    expect(diagnose({ ...well, ...symptoms })).toBe(diagnosis)
    expect(DIAGNOSES[diagnosis].culprit).toBe('me')
  })
})

describe('the cause is the teacher\'s network', () => {
  it.each<[string, Partial<SymptomsOfMachine>, Diagnosis]>([
    ['the server lost the teacher', away, 'teacher-away'],
    ['frames are missing although data arrives evenly', { report: 'FRAMES_LOST' }, 'teacher-network-slow'],
    ['lost frames drain the buffer', { report: 'FRAMES_LOST', media: { phase: 'buffering' } }, 'teacher-network-slow'],
  ])('when %s', (_, symptoms, diagnosis) => {
    expect(diagnose({ ...well, ...symptoms })).toBe(diagnosis)
    expect(DIAGNOSES[diagnosis].culprit).toBe('teacher')
  })
})

describe('the cause is the service', () => {
  it.each<[string, Partial<SymptomsOfMachine>, Diagnosis]>([
    ['the API does not answer', { isServerReachable: false, media: waiting }, 'service-unreachable'],
    ['the picture is lost, the API answers', { media: waiting }, 'media-unreachable'],
    ['a retry is running', { media: retryStarted }, 'media-unreachable'],
    ['the stream does not reach the server', { media: unseen }, 'media-unreachable'],
  ])('when %s', (_, symptoms, diagnosis) => {
    expect(diagnose({ ...well, ...symptoms })).toBe(diagnosis)
    expect(DIAGNOSES[diagnosis].culprit).toBe('service')
  })
})

it('blames nobody for a picture that stutters on a good network', () => {
  expect(diagnose({ ...well, report: 'STUTTERING' })).toBe('picture-stutters')
  expect(diagnose({ ...well, report: 'STUTTERING', qualityLevel: undefined })).toBe('picture-stutters')
  expect(DIAGNOSES['picture-stutters'].culprit).toBe('unknown')
})

it('does not blame the teacher while the own network is lost or slow', () => {
  expect(diagnose({ ...well, ...away, isConnected: false })).toBe('my-network-lost')
  expect(diagnose({ ...well, report: 'FRAMES_LOST', qualityLevel: 5 })).toBe('my-network-slow')
})

it('does not report an unreachable server while the stream flows', () => {
  expect(diagnose({ ...well, isServerReachable: false })).toBeUndefined()
})
