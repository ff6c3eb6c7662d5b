/** Advises a quality profile for the uplink that was measured before the class. */
import { AUDIO_BITRATE_KBPS } from '@/features/pusher/rules/pusher-profiles'
import { PROFILES } from '@/features/pusher/rules/quality-profiles'
import type { ProfileName } from '@/features/pusher/rules/quality-profiles'

export interface Uplink { kbps: number, rttMs: number }

/** Each reason has one message. */
export type AdviceReason =
  | 'fast' | 'enough' | 'narrow'
  /** Less than the lowest video bitrate and the audio need. */
  | 'too-narrow'
  /** Fast, but the round trip is too long for a stable rate. */
  | 'far'
  /** Fast, but mobile data. */
  | 'metered'

export interface Advice { profile: ProfileName, reason: AdviceReason }

/** Required bandwidth divided by bitrate: other programs send as well, and the capacity of mobile cells varies. */
const HEADROOM = 1.5
/** Round trip, ms, above which TCP cannot use the full bandwidth of a lossy line. */
const FAR_MS = 400

const soundKbps = (name: ProfileName): number => AUDIO_BITRATE_KBPS[PROFILES[name].audioQuality]

/** Measured bandwidth that this profile needs, kbps. */
export const neededKbps = (name: ProfileName): number => HEADROOM * (PROFILES[name].maxBitrateKbps + soundKbps(name))

const LEAST_KBPS = PROFILES.SD.minBitrateKbps + soundKbps('SD')

/** `networkType` as WeChat names it: `wifi`, `4g`, … */
export function adviseProfile({ kbps, rttMs }: Uplink, networkType: string): Advice {
  if (kbps < LEAST_KBPS) return { profile: 'SD', reason: 'too-narrow' }
  if (kbps < neededKbps('HD')) return { profile: 'SD', reason: 'narrow' }
  if (rttMs > FAR_MS) return { profile: 'HD', reason: 'far' }
  if (kbps < neededKbps('FHD')) return { profile: 'HD', reason: 'enough' }
  return /^[2-5]g$/.test(networkType) ? { profile: 'HD', reason: 'metered' } : { profile: 'FHD', reason: 'fast' }
}

/** `tookMs`: time from the first byte to the answer, including one round trip without data. */
export function uplinkKbps(bytes: number, tookMs: number, rttMs: number): number {
  return Math.round(bytes * 8 / Math.max(1, tookMs - Math.min(rttMs, tookMs / 2)))
}
