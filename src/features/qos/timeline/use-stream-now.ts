import { computed, watch } from 'vue'
import type { Result } from '@contract'
import type { LessonPhase } from '@contract/lessons/phase'
import { useResource } from '@/http/use-resource'
import { api } from '@/http/http'

/** The server averages over 2 s. */
const REFRESH_EVERY_MS = 3_000

export type LiveStats = NonNullable<Result<'getStreamStats'>['stats']>

export interface StreamNowOptions {
  lessonId: () => string
  isAllowed: () => boolean
  /** Undefined until it is known. */
  phase: () => LessonPhase | undefined
}

/**
 * Current stream of a class on the server. `stats` is undefined without a stream or without an answer. While the first
 * answer `isAwaited`, the content below should stay hidden, because it would move.
 */
export function useStreamNow({ lessonId, isAllowed, phase }: StreamNowOptions) {
  const isOnAir = (): boolean => phase() === 'live' || phase() === 'interrupted'
  const { value, error, isLoading, refresh } = useResource({
    refreshEveryMs: REFRESH_EVERY_MS,
    // Enabled before the phase is known, because both requests run at the same time.
    enabled: () => isAllowed() && lessonId() !== '' && (phase() === undefined || isOnAir()),
    load: () => api('getStreamStats', { params: { id: lessonId() } }),
  })
  watch(isOnAir, isNow => { if (isNow && !isLoading.value) void refresh() })
  return {
    // Figures from before a network failure are not current.
    stats: computed((): LiveStats | undefined =>
      (isOnAir() && error.value === undefined ? value.value?.stats ?? undefined : undefined)),
    isAwaited: computed(() => isOnAir() && error.value === undefined && value.value === undefined),
  }
}
