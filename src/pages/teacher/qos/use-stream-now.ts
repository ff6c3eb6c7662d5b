import { computed, watch } from 'vue'
import type { Result } from '@contract/api'
import type { LessonPhase } from '@contract/live'
import { useResource } from '@/composables/use-resource'
import { api } from '@/services/http'

/** The server averages over two seconds. */
const REFRESH_EVERY_MS = 3_000

export type LiveStats = NonNullable<Result<'getLiveStats'>['stats']>

export interface StreamNowOptions {
  lessonId: () => string
  isAllowed: () => boolean
  /** Undefined until it is known. */
  phase: () => LessonPhase | undefined
}

/** The stream of a class as its server sees it now; undefined when there is none, or nobody knows. */
export function useStreamNow({ lessonId, isAllowed, phase }: StreamNowOptions) {
  const isOnAir = (): boolean => phase() === 'live' || phase() === 'interrupted'
  const { value, error, refresh } = useResource({
    refreshEveryMs: REFRESH_EVERY_MS,
    enabled: () => isAllowed() && lessonId() !== '' && isOnAir(),
    load: () => api('getLiveStats', { params: { id: lessonId() } }),
  })
  // The page is seen before it knows whether there is a class.
  watch(isOnAir, isNow => { if (isNow) void refresh() })
  // A figure of before the network failed is not one of now.
  return computed((): LiveStats | undefined => (isOnAir() && error.value === undefined ? value.value?.stats ?? undefined : undefined))
}
