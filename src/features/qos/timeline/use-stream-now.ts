import { computed, watch } from 'vue'
import type { Result } from '@contract/api'
import type { LessonPhase } from '@contract/class/live'
import { useResource } from '@/http/use-resource'
import { api } from '@/http/http'

/** The server averages over two seconds. */
const REFRESH_EVERY_MS = 3_000

export type LiveStats = NonNullable<Result<'getLiveStats'>['stats']>

export interface StreamNowOptions {
  lessonId: () => string
  isAllowed: () => boolean
  /** Undefined until it is known. */
  phase: () => LessonPhase | undefined
}

/**
 * The stream of a class as its server sees it now: `stats` is undefined when there is none, or nobody knows. While the first
 * answer `isAwaited`, what stands below it had better not be shown: it would move.
 */
export function useStreamNow({ lessonId, isAllowed, phase }: StreamNowOptions) {
  const isOnAir = (): boolean => phase() === 'live' || phase() === 'interrupted'
  const { value, error, isLoading, refresh } = useResource({
    refreshEveryMs: REFRESH_EVERY_MS,
    // Whether there is a class is asked for at the same time.
    enabled: () => isAllowed() && lessonId() !== '' && (phase() === undefined || isOnAir()),
    load: () => api('getLiveStats', { params: { id: lessonId() } }),
  })
  watch(isOnAir, isNow => { if (isNow && !isLoading.value) void refresh() })
  return {
    // A figure of before the network failed is not one of now.
    stats: computed((): LiveStats | undefined => (isOnAir() && error.value === undefined ? value.value?.stats ?? undefined : undefined)),
    isAwaited: computed(() => isOnAir() && error.value === undefined && value.value === undefined),
  }
}
