import { computed } from 'vue'
import { onPullDownRefresh } from '@dcloudio/uni-app'
import { addDays, dayOf } from '@/i18n/zone'
import { api } from '@/http/http'
import { planOf } from './rules/lesson-plan'
import { useGuard } from '@/features/account/use-guard'
import { useNow } from '@/platform/page-life/use-now'
import { useResource } from '@/http/use-resource'

const DAYS_SHOWN = 7
const REFRESH_EVERY_MS = 30_000

/** Lessons of the signed-in member for today and the six days after. */
export function useLessons() {
  const { auth, isAllowed } = useGuard()
  const deviceNowMs = useNow()

  const { value, error, isLoading, refresh } = useResource({
    refreshEveryMs: REFRESH_EVERY_MS,
    enabled: () => isAllowed.value,
    async load() {
      const from = dayOf(Date.now(), auth.school?.timeZone ?? '')
      const answer = await api('listLessons', { query: { from, to: addDays(from, DAYS_SHOWN - 1) } })
      return { ...answer, clockOffsetMs: Date.parse(answer.serverTime) - Date.now() }
    },
  })

  const timeZone = computed(() => value.value?.timeZone ?? auth.school?.timeZone ?? '')
  const nowMs = computed(() => deviceNowMs.value + (value.value?.clockOffsetMs ?? 0))
  const plan = computed(() => value.value && planOf(value.value.lessons, nowMs.value, timeZone.value))
  const isEmpty = computed(() => value.value?.lessons.length === 0)

  onPullDownRefresh(async () => {
    await refresh()
    uni.stopPullDownRefresh()
  })

  return { auth, isAllowed, plan, isEmpty, nowMs, timeZone, error, isLoading, refresh }
}
