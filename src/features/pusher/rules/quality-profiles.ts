import { PUSHER_PROFILES } from './pusher-profiles'
import type { PusherProfile } from './pusher-profiles'

/**
 * Profiles that a teacher can choose: the live rows of the guide's table, named like WeChat's modes. RTC is not one of
 * them: it keeps the microphone after the mini-program is closed (docs/reference/field-problems.md, row 15), and its
 * low latency is of no use in one direction.
 */
export const PROFILES = {
  SD: PUSHER_PROFILES.SD,
  HD: PUSHER_PROFILES.HD,
  FHD: PUSHER_PROFILES.FHD,
} as const satisfies Record<string, PusherProfile>

export type ProfileName = keyof typeof PROFILES

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[]

export const DEFAULT_PROFILE: ProfileName = 'HD'
