import type { Bilingual } from '@/features/codes/event-spec'
import { RTC_CACHES } from '@/platform/player-caches'
import type { PlayerCaches } from '@/platform/player-caches'

/** The guide's two settings for `live` mode, by what the stream carries. */
export const LIVE_CACHES = {
  /** About 1 Mbps, mostly a person. */
  person: { minCacheSeconds: 1, maxCacheSeconds: 3 },
  /** 2 to 3 Mbps, much movement. */
  motion: { minCacheSeconds: 3, maxCacheSeconds: 5 },
} as const satisfies Record<string, PlayerCaches>

/** The guide says "about 1" and "2 to 3" Mbps; in the middle of the gap the roomier setting begins. */
const MOTION_FROM_KBPS = 1_500

/** What the guide recommends for a stream of this bitrate; an unknown one counts as a person talking. */
const liveCachesOf = (bitrateKbps: number | undefined): PlayerCaches =>
  (bitrateKbps !== undefined && bitrateKbps >= MOTION_FROM_KBPS ? LIVE_CACHES.motion : LIVE_CACHES.person)

export const RTC_CONTRADICTION: Bilingual = {
  zh: '指南：RTC 模式下不要设置、设置无效；微信文档：RTC 模式推荐 min-cache 0.2、max-cache 0.8。采用微信文档的数值，且永不动态调整。',
  en: 'The guide: do not set them in RTC mode, they have no effect. WeChat\'s page: 0.2 and 0.8 are recommended. The numbers of WeChat\'s page count, and are never tuned.',
}

export const PLAYER_MODES = {
  live: {
    /** Whether the cache tuner may move the caches. */
    isTunable: true,
    text: { zh: '直播：优先保证流畅，延迟 2 秒以上', en: 'Live: smoothness first, 2 seconds and more behind' },
  },
  RTC: {
    isTunable: false,
    text: { zh: '实时通话：延迟约 500 毫秒，网络波动时画面会缩水', en: 'Call: about 500 ms behind, the picture suffers on a bad network' },
  },
} as const satisfies Record<string, { isTunable: boolean, text: Bilingual }>

export type PlayerMode = keyof typeof PLAYER_MODES

/** The guide's caches for a mode and a bitrate. The cache tuner starts with them. */
export const cachesOf = (mode: PlayerMode, bitrateKbps?: number): PlayerCaches =>
  (mode === 'RTC' ? RTC_CACHES : liveCachesOf(bitrateKbps))
