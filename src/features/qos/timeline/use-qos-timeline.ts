import { computed, ref } from 'vue'
import { onLoad, onPullDownRefresh } from '@dcloudio/uni-app'
import { useGuard } from '@/features/account/use-guard'
import { useResource } from '@/http/use-resource'
import { api } from '@/http/http'
import { useQosExport } from './use-qos-export'
import { useStreamNow } from './use-stream-now'

/** About the interval at which devices send. */
const REFRESH_EVERY_MS = 20_000

/** Network quality timeline of a lesson; `id` is a page parameter. */
export function useQosTimeline() {
  const { auth, isAllowed } = useGuard({ roles: ['teacher', 'admin'] })
  const id = ref('')
  /** Empty for the last session. */
  const chosenSession = ref('')

  onLoad(query => { id.value = String(query?.id ?? '') })

  const query = () => (chosenSession.value === '' ? {} : { sessionId: chosenSession.value })
  const { value, error, refresh, reload } = useResource({
    refreshEveryMs: REFRESH_EVERY_MS,
    enabled: () => isAllowed.value && id.value !== '',
    async load() {
      const params = { id: id.value }
      const [lesson, timeline] = await Promise.all([
        api('getLesson', { params }), api('getQosTimeline', { params, query: query() }),
      ])
      return { lesson, timeline }
    },
  })

  const lesson = computed(() => value.value?.lesson)
  const streamNow = useStreamNow({
    lessonId: () => id.value, isAllowed: () => isAllowed.value, phase: () => lesson.value?.phase,
  })

  const exported = useQosExport({
    load: format => api('exportQosTimeline', { params: { id: id.value }, query: { ...query(), format } }),
  })

  function chooseSession(sessionId: string): void {
    chosenSession.value = sessionId
    void reload()
  }

  onPullDownRefresh(async () => {
    await refresh()
    uni.stopPullDownRefresh()
  })

  return {
    isAllowed, error, refresh, chooseSession, exported, lesson, streamNow: streamNow.stats,
    timeline: computed(() => (streamNow.isAwaited.value ? undefined : value.value?.timeline)),
    timeZone: computed(() => auth.school?.timeZone ?? ''),
  }
}
