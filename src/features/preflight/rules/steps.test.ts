import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PushFailureKind } from '@/features/pusher/rules/push-failure'
import type { Access, Permission } from '../access.types'
import { stepsOf, troubleOf } from './steps'
import type { Findings, StepName } from './steps'

const GRANTED: Access = { camera: 'granted', microphone: 'granted' }
const WELL: Findings = {
  access: GRANTED, trouble: undefined, isMirrored: true, isHeard: true, isSilent: false,
  isMeasuring: false, hasUplinkProblem: false, isIngestBlocked: false,
  advice: { profile: 'HD', reason: 'enough' },
}
const states = (findings: Partial<Findings>): Partial<Record<StepName, string>> =>
  Object.fromEntries(stepsOf({ ...WELL, ...findings }).map(({ name, state }) => [name, state]))

describe('the checklist', () => {
  it('adds WeChat\'s own steps before the browser\'s steps', () => {
    expect(Object.keys(states({}))).toEqual(['camera', 'microphone', 'sound', 'uplink'])
    expect(Object.keys(states({ access: { ...GRANTED, privacy: 'agreed', system: 'on' } })))
      .toEqual(['privacy', 'system', 'camera', 'microphone', 'sound', 'uplink'])
  })

  it('is good when every finding is good', () => {
    expect(states({ access: { ...GRANTED, privacy: 'agreed', system: 'on' } })).toEqual({
      privacy: 'good', system: 'good', camera: 'good', microphone: 'good', sound: 'good', uplink: 'good',
    })
  })

  it.each<[PushFailureKind, string, string]>([
    ['camera-denied', 'bad', 'good'],
    ['camera-in-use', 'bad', 'good'],
    ['mic-denied', 'good', 'bad'],
    ['mic-missing', 'good', 'bad'],
    ['insecure', 'bad', 'bad'],
    ['in-other-live', 'bad', 'bad'],
  ])('marks the device that %s concerns', (trouble, camera, microphone) => {
    expect(states({ trouble, isMirrored: false })).toMatchObject({ camera, microphone })
  })

  it('is checking while nothing is known', () => {
    expect(states({ access: undefined, isMirrored: false, isHeard: false, advice: undefined })).toEqual({
      camera: 'checking', microphone: 'checking', sound: 'checking', uplink: 'checking',
    })
  })

  it('marks an uplink that is too narrow or that failed to be measured', () => {
    expect(states({ advice: { profile: 'SD', reason: 'too-narrow' } }).uplink).toBe('bad')
    expect(states({ advice: undefined, hasUplinkProblem: true }).uplink).toBe('bad')
    expect(states({ advice: { profile: 'SD', reason: 'too-narrow' }, isMeasuring: true }).uplink).toBe('checking')
  })

  it('marks a fast uplink on which the pusher does not reach the server', () => {
    expect(states({ isIngestBlocked: true }).uplink).toBe('bad')
    expect(states({ isIngestBlocked: true, isMeasuring: true }).uplink).toBe('checking')
  })
})

describe('the first problem', () => {
  const permission = fc.constantFrom<Permission>('granted', 'unasked', 'denied', 'unknown')
  const anyAccess = fc.record<Access>({
    camera: permission, microphone: permission,
    privacy: fc.constantFrom('agreed', 'needed'), system: fc.constantFrom('on', 'off'),
  })

  it('is undefined exactly if nothing is refused', () => {
    fc.assert(fc.property(anyAccess, access => {
      const isRefused = access.privacy === 'needed' || access.system === 'off'
        || access.camera === 'denied' || access.microphone === 'denied'
      expect(troubleOf(access) !== undefined).toBe(isRefused)
    }))
  })

  it('is the first one in the order of the platform\'s dialogs', () => {
    expect(troubleOf({ privacy: 'needed', system: 'off', camera: 'denied', microphone: 'denied' }))
      .toBe('privacy-refused')
    expect(troubleOf({ system: 'off', camera: 'denied', microphone: 'denied' })).toBe('system-denied')
    expect(troubleOf({ camera: 'denied', microphone: 'denied' })).toBe('camera-denied')
    expect(troubleOf({ camera: 'granted', microphone: 'denied' })).toBe('mic-denied')
  })
})
