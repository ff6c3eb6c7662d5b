import { onScopeDispose } from 'vue'
import type { NetQualityLevel, RawNetStatus } from '@/features/codes/netstatus'
import { useLiveSessionStore } from './live-session'
import { onSeen, onUnseen } from '@/platform/page-life/life'

const PUBLISH_EVERY_MS = 1_000
/** Reports come about every 2 s; after this time without one, the level is unknown. */
const STALE_AFTER_MS = 6_000
/** Duration of a busy report; for phones that report a busy uplink but no level. */
const BUSY_LASTS_MS = 5_000
const BUSY_LEVEL: NetQualityLevel = 5

/**
 * Publishes the network level to the store at most once a second, and only while the page is shown.
 * Raw statistics stay out of reactive data. `toLevel` reads the level from a raw report.
 */
export function useNetQuality(toLevel: (raw: RawNetStatus) => NetQualityLevel | undefined) {
  const session = useLiveSessionStore()
  let latest: { level: NetQualityLevel | undefined, atMs: number } | undefined
  let busyUntilMs = 0
  let timer: ReturnType<typeof setInterval> | undefined

  function publish(): void {
    const now = Date.now()
    const level = latest && now - latest.atMs < STALE_AFTER_MS ? latest.level : undefined
    session.qualityLevel = now < busyUntilMs ? BUSY_LEVEL : level
    session.forgetOldReport()
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  onSeen(() => {
    stop()
    timer = setInterval(publish, PUBLISH_EVERY_MS)
  })
  onUnseen(stop)
  onScopeDispose(stop)

  return {
    report(raw: RawNetStatus): void {
      latest = { level: toLevel(raw), atMs: Date.now() }
    },
    busy(): void {
      busyUntilMs = Date.now() + BUSY_LASTS_MS
    },
  }
}
