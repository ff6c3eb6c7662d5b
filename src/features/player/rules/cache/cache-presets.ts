import { LIVE_CACHES } from '../player-profiles'
import type { PlayerCaches } from '@/platform/player-caches'

/** Three fixed presets, and `automatic`. */
export const CACHE_PRESETS = {
  /** For questions and answers on a good network. */
  'low-latency': { minCacheSeconds: 0.3, maxCacheSeconds: 1 },
  /** The guide's two settings. */
  'balanced': LIVE_CACHES.person,
  'smooth': LIVE_CACHES.motion,
  'automatic': null,
} as const satisfies Record<string, PlayerCaches | null>

export type CachePreset = keyof typeof CACHE_PRESETS
export const CACHE_PRESET_NAMES = Object.keys(CACHE_PRESETS) as CachePreset[]
export const DEFAULT_CACHE_PRESET: CachePreset = 'automatic'
