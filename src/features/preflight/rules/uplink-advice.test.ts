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
])('advises for %i kbps %j', (kbps, advice) => {
  expect(near(kbps)).toEqual(advice)
})

it('advises a lower profile for mobile data and for a distant server', () => {
  expect(near(9_000, '4g')).toEqual({ profile: 'HD', reason: 'metered' })
  expect(near(1_000, '5g')).toEqual({ profile: 'SD', reason: 'narrow' })
  expect(adviseProfile({ kbps: 9_000, rttMs: 401 }, 'wifi')).toEqual({ profile: 'HD', reason: 'far' })
})

const speed = fc.integer({ min: 0, max: 100_000 })
const rtt = fc.integer({ min: 0, max: 5_000 })
const network = fc.constantFrom('wifi', '4g', '5g', 'unknown', 'ethernet', 'none')

it('never advises a profile that needs more than the measured bandwidth with headroom', () => {
  fc.assert(fc.property(speed, rtt, network, (kbps, rttMs, networkType) => {
    const { profile } = adviseProfile({ kbps, rttMs }, networkType)
    if (profile !== 'SD') expect(PROFILES[profile].maxBitrateKbps).toBeLessThan(kbps)
    if (profile !== 'SD') expect(neededKbps(profile)).toBeLessThanOrEqual(kbps)
  }))
})

it('never advises a lower profile for more bandwidth or a shorter round trip', () => {
  const rank = (kbps: number, rttMs: number, networkType: string) =>
    PROFILE_NAMES.indexOf(adviseProfile({ kbps, rttMs }, networkType).profile)
  fc.assert(fc.property(speed, speed, rtt, rtt, network, (one, more, near, far, networkType) => {
    expect(rank(one + more, near, networkType)).toBeGreaterThanOrEqual(rank(one, near + far, networkType))
  }))
})

it('subtracts one round trip from the measured time', () => {
  expect(uplinkKbps(48 * 1024, 1_040, NEAR)).toBe(393)
  // A transfer within one tick of the millisecond clock.
  expect(Number.isFinite(uplinkKbps(48 * 1024, 0, 0))).toBe(true)
  fc.assert(fc.property(fc.nat(1_000_000), fc.nat(20_000), rtt, (bytes, tookMs, rttMs) => {
    const kbps = uplinkKbps(bytes, tookMs, rttMs)
    expect(kbps).toBeGreaterThanOrEqual(Math.round(bytes * 8 / Math.max(1, tookMs)))
    expect(kbps).toBeLessThanOrEqual(Math.ceil(bytes * 8 / Math.max(1, tookMs / 2)))
  }))
})
