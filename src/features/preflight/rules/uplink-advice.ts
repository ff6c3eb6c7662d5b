/** Which quality an uplink carries, from what a test measured before class. */
import { AUDIO_BITRATE_KBPS } from '@/features/pusher/rules/pusher-profiles'
import { PROFILES } from '@/features/pusher/rules/quality-profiles'
import type { ProfileName } from '@/features/pusher/rules/quality-profiles'

export interface Uplink { kbps: number, rttMs: number }

/** One sentence for each. */
export type AdviceReason =
  | 'fast' | 'enough' | 'narrow'
  /** Less than the worst picture and the sound need. */
  | 'too-narrow'
  /** Fast, and so far away that it will not stay so. */
  | 'far'
  /** Fast, and paid by the megabyte. */
  | 'metered'

export interface Advice { profile: ProfileName, reason: AdviceReason }

/** A class needs a line that is not full: other programs send, too, and mobile cells breathe. */
const HEADROOM = 1.5
/** Acknowledgements that late let TCP fill no line that loses packets. */
const FAR_MS = 400

const soundKbps = (name: ProfileName): number => AUDIO_BITRATE_KBPS[PROFILES[name].audioQuality]

/** What a test has to measure for this quality, kbps. */
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

/** `tookMs` from the first byte to the answer, of which one round trip carried nothing. */
export function uplinkKbps(bytes: number, tookMs: number, rttMs: number): number {
  return Math.round(bytes * 8 / Math.max(1, tookMs - Math.min(rttMs, tookMs / 2)))
}
