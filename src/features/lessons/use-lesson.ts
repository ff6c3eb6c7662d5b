import { computed, ref } from 'vue'
import { onLoad, onPullDownRefresh } from '@dcloudio/uni-app'
import { OPEN_BEFORE_START_MS } from '@contract/lessons/phase'
import { api } from '@/http/http'
import { PAGES, openPage } from '@/platform/navigation'
import { lessonStep } from './rules/lesson-step'
import { useGuard } from '@/features/account/use-guard'
import { useNow } from '@/platform/page-life/use-now'
import { useResource } from '@/http/use-resource'

const REFRESH_EVERY_MS = 8_000

/** State of the lesson page. The page parameter `id` is the lesson's id. */
export function useLesson() {
  const { auth, isAllowed } = useGuard()
  const deviceNowMs = useNow(1_000)
  const id = ref('')

  onLoad(query => { id.value = String(query?.id ?? '') })

  const { value, error, refresh } = useResource({
    refreshEveryMs: REFRESH_EVERY_MS,
    enabled: () => isAllowed.value && id.value !== '',
    async load() {
      const params = { id: id.value }
      const [lesson, live] = await Promise.all([api('getLesson', { params }), api('getLiveSnapshot', { params })])
      return { lesson: { ...lesson, phase: live.phase }, clockOffsetMs: Date.parse(live.serverTime) - Date.now() }
    },
  })

  const lesson = computed(() => value.value?.lesson)
  const clockOffsetMs = computed(() => value.value?.clockOffsetMs ?? 0)
  const nowMs = computed(() => deviceNowMs.value + clockOffsetMs.value)
  const startMs = computed(() => (lesson.value ? Date.parse(lesson.value.startsAt) : 0))
  const untilStartMs = computed(() => startMs.value - nowMs.value)
  const timeZone = computed(() => auth.school?.timeZone ?? '')

  /** The page shows the countdown ring only while the waiting room is open. */
  const isCountingDown = computed(() =>
    lesson.value !== undefined
    && (lesson.value.phase === 'open' || lesson.value.phase === 'scheduled')
    && untilStartMs.value > 0
    && untilStartMs.value <= OPEN_BEFORE_START_MS)

  const step = computed(() => lesson.value && auth.member && lessonStep({
    phase: lesson.value.phase,
    role: auth.member.role,
    isOwn: lesson.value.teacher.id === auth.member.id,
    isDue: untilStartMs.value <= 0,
  }))

  /** Teacher and office may open the network quality once a class may have taken place. */
  const hasQos = computed(() => {
    const { phase, teacher } = lesson.value ?? {}
    const mayRead = auth.member?.role === 'admin' || (auth.member !== undefined && auth.member.id === teacher?.id)
    return mayRead && phase !== 'scheduled' && phase !== 'cancelled'
  })

  function go(): void {
    if (step.value?.to === 'watch') openPage(PAGES.watch(id.value))
    if (step.value?.to === 'broadcast') openPage(PAGES.broadcast(id.value))
  }

  onPullDownRefresh(async () => {
    await refresh()
    uni.stopPullDownRefresh()
  })

  return {
    isAllowed, lesson, step, timeZone, nowMs, startMs, untilStartMs, clockOffsetMs, isCountingDown, hasQos, error,
    refresh, go, goToQos: () => openPage(PAGES.qos(id.value)),
  }
}
