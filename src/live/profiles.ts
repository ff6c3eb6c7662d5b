/** Bitrates and sound as the guide's table "参数设置" recommends them. */
interface Profile {
  /** kbps: how bad the picture may become on a bad network. */
  minBitrateKbps: number
  /** kbps: how good it may become. */
  maxBitrateKbps: number
  /** 48 kHz: speech of a whole lesson is worth it. */
  audioQuality: 'high'
  /** Frames a second. */
  fps: number
}

/** The three picture qualities of a class, by WeChat's names of the modes. */
export const PROFILES = {
  /** Narrow band, outdoors, an unsteady network. */
  SD: { minBitrateKbps: 300, maxBitrateKbps: 800, audioQuality: 'high', fps: 15 },
  /** The usual class. */
  HD: { minBitrateKbps: 600, maxBitrateKbps: 1200, audioQuality: 'high', fps: 20 },
  /** Small writing, experiments. */
  FHD: { minBitrateKbps: 600, maxBitrateKbps: 1800, audioQuality: 'high', fps: 20 },
} as const satisfies Record<string, Profile>

export type ProfileName = keyof typeof PROFILES

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[]

export const DEFAULT_PROFILE: ProfileName = 'HD'
