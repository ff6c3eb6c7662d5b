/** The player's buffer, seconds: what must be there before it plays, and above what it catches up. */
export interface PlayerCaches {
  minCacheSeconds: number
  maxCacheSeconds: number
}

/**
 * RTC mode: the sources disagree. Where the platform ignores the attributes, setting them does no harm; where it uses
 * them, WeChat's default of 1 and 3 would cost a second of delay. So the official numbers are the ones to set.
 */
export const RTC_CACHES = { minCacheSeconds: 0.2, maxCacheSeconds: 0.8 } as const satisfies PlayerCaches
