import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PROFILE_NAMES, PROFILES } from '@/features/pusher/rules/quality-profiles'
import { adviseProfile, neededKbps, uplinkKbps } from './uplink-advice'

const NEAR = 40
const near = (kbps: number, networkType = 'wifi') => adviseProfile({ kbps, rttMs: NEAR }, networkType)

it.each([
  [395, { profile: 'SD', reason: 'too-narrow' }],
  [396, { profile: 'SD', reason: 'narrow' }],
  [1_943, { profile: 'SD', reason: 'narrow' }],
  [1_944, { profile: 'HD', reason: 'enough' }],
  [2_843, { profile: 'HD', reason: 'enough' }],
  [2_844, { profile: 'FHD', reason: 'fast' }],
])('%i kbps are enough for %j', (kbps, advice) => {
  expect(near(kbps)).toEqual(advice)
})

it('is careful with mobile data and with a server that is far away', () => {
  expect(near(9_000, '4g')).toEqual({ profile: 'HD', reason: 'metered' })
  expect(near(1_000, '5g')).toEqual({ profile: 'SD', reason: 'narrow' })
  expect(adviseProfile({ kbps: 9_000, rttMs: 401 }, 'wifi')).toEqual({ profile: 'HD', reason: 'far' })
})

const speed = fc.integer({ min: 0, max: 100_000 })
const rtt = fc.integer({ min: 0, max: 5_000 })
const network = fc.constantFrom('wifi', '4g', '5g', 'unknown', 'ethernet', 'none')

it('never advises more than the line carries with room to spare', () => {
  fc.assert(fc.property(speed, rtt, network, (kbps, rttMs, networkType) => {
    const { profile } = adviseProfile({ kbps, rttMs }, networkType)
    if (profile !== 'SD') expect(PROFILES[profile].maxBitrateKbps).toBeLessThan(kbps)
    if (profile !== 'SD') expect(neededKbps(profile)).toBeLessThanOrEqual(kbps)
  }))
})

it('never advises less for a faster or a nearer line', () => {
  const rank = (kbps: number, rttMs: number, networkType: string) => PROFILE_NAMES.indexOf(adviseProfile({ kbps, rttMs }, networkType).profile)
  fc.assert(fc.property(speed, speed, rtt, rtt, network, (one, more, near, far, networkType) => {
    expect(rank(one + more, near, networkType)).toBeGreaterThanOrEqual(rank(one, near + far, networkType))
  }))
})

it('counts what was sent without the way back', () => {
  expect(uplinkKbps(48 * 1024, 1_040, NEAR)).toBe(393)
  // A clock of whole milliseconds, on a line that is faster than it.
  expect(Number.isFinite(uplinkKbps(48 * 1024, 0, 0))).toBe(true)
  fc.assert(fc.property(fc.nat(1_000_000), fc.nat(20_000), rtt, (bytes, tookMs, rttMs) => {
    const kbps = uplinkKbps(bytes, tookMs, rttMs)
    expect(kbps).toBeGreaterThanOrEqual(Math.round(bytes * 8 / Math.max(1, tookMs)))
    expect(kbps).toBeLessThanOrEqual(Math.ceil(bytes * 8 / Math.max(1, tookMs / 2)))
  }))
})
