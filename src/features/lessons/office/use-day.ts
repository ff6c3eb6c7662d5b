import { computed, watch } from 'vue'
import { onPullDownRefresh } from '@dcloudio/uni-app'
import { addDays, dayOf, wallTime } from '@/i18n/zone'
import { api } from '@/http/http'
import { useOfficeDayStore } from './office-day'
import { useGuard } from '@/features/account/use-guard'
import { useNow } from '@/platform/page-life/use-now'
import { useResource } from '@/http/use-resource'

const REFRESH_EVERY_MS = 30_000

/** Monday of the week that contains `day`. */
function mondayOf(day: string): string {
  const { weekday } = wallTime(Date.parse(day), 'UTC')
  return addDays(day, -((weekday + 6) % 7))
}

/** All lessons of the school on one day, with navigation to other days. */
export function useDay() {
  const { auth, isAllowed } = useGuard({ roles: ['admin'] })
  const nowMs = useNow(30_000)
  const timeZone = computed(() => auth.school?.timeZone ?? '')
  const today = computed(() => dayOf(nowMs.value, timeZone.value))
  const office = useOfficeDayStore()
  const day = computed(() => office.day || today.value)
  const week = computed(() => Array.from({ length: 7 }, (_, index) => addDays(mondayOf(day.value), index)))

  const { value, error, refresh, reload } = useResource({
    refreshEveryMs: REFRESH_EVERY_MS,
    enabled: () => isAllowed.value,
    load: () => api('listLessons', { query: { from: day.value, to: day.value } }),
  })
  const lessons = computed(() =>
    value.value && [...value.value.lessons].sort((a, b) => a.startsAt.localeCompare(b.startsAt)))

  function show(next: string): void {
    office.day = next
  }

  watch(day, () => void reload())
  onPullDownRefresh(async () => {
    await refresh()
    uni.stopPullDownRefresh()
  })

  return {
    isAllowed, day, today, week, lessons, timeZone, error, refresh, show,
    showToday: () => show(today.value),
    showWeek: (weeks: number) => show(addDays(day.value, weeks * 7)),
  }
}
