import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FEATURES, LOWEST_VERSION, SINCE, hasCapability, partsOf, supportedAttributes } from './table'
import type { Capability, Feature } from './table'
import { parseVersion } from './version'

const NEWEST = '99.0.0'
const CAPABILITIES = [...SINCE.keys()] as Capability[]
const at = (version: string | undefined, capability: Capability, platform?: string) =>
  hasCapability({ version, platform }, capability)

describe('capabilities by base library', () => {
  test.each([
    ['player.pictureInPictureInitPosition', '3.2.9', '3.3.0'],
    ['player.pictureInPictureMode', '2.10.2', '2.10.3'],
    ['pusher.enableMic', '2.9.9', '2.10.0'],
    ['pusher.fps', '2.30.4', '2.31.0'],
    ['pusher.modeQVGA', '3.4.10', '3.5.0'],
    ['casting', '2.31.1', '2.32.0'],
    ['backgroundPlayback', '2.14.2', '2.14.3'],
    ['zoom', '2.30.0', '2.31.0'],
    ['beautyStyle', '2.11.9', '2.12.0'],
    ['floatByTap', '2.14.9', '2.15.0'],
  ] as const)('%s is not in %s and is in %s', (capability, before, since) => {
    expect(at(before, capability)).toBe(false)
    expect(at(since, capability)).toBe(true)
    expect(at(NEWEST, capability)).toBe(true)
  })

  test('a pre-release lacks the capabilities of its release', () => {
    expect(at('3.3.0-beta.1', 'player.pictureInPictureInitPosition')).toBe(false)
  })

  test.each([undefined, '', 'dev', 'wechat'])('%j counts as the lowest required version', version => {
    for (const capability of CAPABILITIES) {
      expect(at(version, capability), capability).toBe(at(LOWEST_VERSION, capability))
    }
  })

  test('a newer version keeps the capabilities of an older one', () => {
    const version = fc.tuple(fc.nat(4), fc.nat(40), fc.nat(99)).map(numbers => numbers.join('.'))
    const order = (text: string) => parseVersion(text)?.numbers.reduce((sum, number) => sum * 1000 + number, 0) ?? 0
    const capabilities = fc.constantFrom(...CAPABILITIES, ...Object.keys(FEATURES) as Feature[])
    fc.assert(fc.property(version, version, capabilities, (a, b, capability) => {
      const [older, newer] = order(a) < order(b) ? [a, b] : [b, a]
      if (at(older, capability)) expect(at(newer, capability)).toBe(true)
    }))
  })
})

test('no version has undocumented or dead attributes', () => {
  const never = CAPABILITIES.filter(capability => !at(NEWEST, capability))
  expect(never.sort()).toEqual([
    'player.backgroundMute', 'player.enableMetadata', 'player.enableRecvMessage', 'player.enableSystemPip',
    'player.error',
    'player.metadatachange', 'player.muteAudio', 'player.muteVideo', 'pusher.backgroundMute', 'pusher.enableEarMonitor',
  ])
})

test('no version on HarmonyOS has beauty; the rest is available', () => {
  expect(at(NEWEST, 'beauty', 'ohos')).toBe(false)
  expect(at(NEWEST, 'beautyStyle', 'OHOS')).toBe(false)
  expect(at(NEWEST, 'whiteness', 'ohos')).toBe(true)
  expect(at(NEWEST, 'beauty', 'android')).toBe(true)
  expect(at(NEWEST, 'beauty', 'constructor')).toBe(true)
})

test('every part of a feature is a row of the table', () => {
  for (const feature of Object.keys(FEATURES) as Feature[]) {
    for (const part of partsOf(feature)) expect(SINCE.has(part), `${feature}: ${part}`).toBe(true)
  }
})

test('the lowest required version has the capabilities that pages need', () => {
  const needed: Capability[] = [
    'pusher.enableMic', 'pusher.startPreview', 'pusher.error', 'player.autoPauseIfNavigate', 'player.snapshot',
    'floatingWindow',
  ]
  for (const capability of needed) expect(at(LOWEST_VERSION, capability), capability).toBe(true)
})

describe('attributes', () => {
  const NEUTRAL = {
    src: '', backgroundMute: false, referrerPolicy: 'no-referrer', enableMetadata: false, generation: 0,
    allowUndocumented: false,
  }
  const wanted = {
    src: 'rtmp://a', backgroundMute: true, referrerPolicy: 'origin', enableMetadata: true, generation: 3,
    allowUndocumented: false,
  }
  const keep = (version: string, props = wanted) => supportedAttributes('player', { version }, props, NEUTRAL)

  test('that a version lacks keep their neutral value', () => {
    expect(keep('2.12.0').referrerPolicy).toBe('no-referrer')
    expect(keep('2.13.0').referrerPolicy).toBe('origin')
    expect(keep('2.12.0').src).toBe('rtmp://a')
  })

  test('without effect are not passed on', () => {
    expect(keep(NEWEST).backgroundMute).toBe(false)
  })

  test('without documentation pass only with allowUndocumented', () => {
    expect(keep(NEWEST).enableMetadata).toBe(false)
    expect(keep(NEWEST, { ...wanted, allowUndocumented: true }).enableMetadata).toBe(true)
  })

  test('of the port itself are not passed on', () => {
    expect(keep('1.7.0').generation).toBe(3)
  })
})
