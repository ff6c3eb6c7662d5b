import { computed, ref, shallowRef } from 'vue'
import { onLoad, onPullDownRefresh } from '@dcloudio/uni-app'
import { useGuard } from '@/features/account/use-guard'
import { useResource } from '@/http/use-resource'
import { t } from './messages'
import { fileSaver } from '@/platform/device/save-file'
import type { TextFile } from '@/platform/device/save-file.types'
import { messageOf } from '@/http/api-error'
import { api } from '@/http/http'
import { useStreamNow } from './use-stream-now'

/** About the interval at which devices send. */
const REFRESH_EVERY_MS = 20_000

/** Network quality timeline of a lesson; `id` is a page parameter. */
export function useQosTimeline() {
  const { auth, isAllowed } = useGuard({ roles: ['teacher', 'admin'] })
  const id = ref('')
  /** Empty for the last session. */
  const chosenSession = ref('')
  const isExporting = ref<'csv' | 'json'>()
  const failure = ref('')
  /** A loaded file that waits for the tap that WeChat requires. */
  const ready = shallowRef<TextFile>()

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

  function chooseSession(sessionId: string): void {
    chosenSession.value = sessionId
    void reload()
  }

  async function exportAs(format: 'csv' | 'json'): Promise<void> {
    if (isExporting.value) return
    isExporting.value = format
    failure.value = ''
    ready.value = undefined
    try {
      const file = await api('exportQosTimeline', { params: { id: id.value }, query: { ...query(), format } })
      if (fileSaver.needsTap) ready.value = file
      else await save(file)
    } catch (thrown) {
      failure.value = messageOf(thrown)
    } finally {
      isExporting.value = undefined
    }
  }

  async function save(file: TextFile): Promise<void> {
    try {
      const delivery = await fileSaver.save(file)
      ready.value = undefined
      if (delivery !== 'shared') void uni.showToast({ title: t(`qos.${delivery}`), icon: 'none' })
    } catch {
      failure.value = t('qos.notSaved')
    }
  }

  onPullDownRefresh(async () => {
    await refresh()
    uni.stopPullDownRefresh()
  })

  return {
    isAllowed, error, refresh, chooseSession, exportAs, isExporting, failure, ready,
    lesson, streamNow: streamNow.stats,
    timeline: computed(() => (streamNow.isAwaited.value ? undefined : value.value?.timeline)),
    timeZone: computed(() => auth.school?.timeZone ?? ''),
    sendReady: () => (ready.value ? save(ready.value) : Promise.resolve()),
  }
}
