import { computed, ref } from 'vue'
import { onLoad, onPullDownRefresh } from '@dcloudio/uni-app'
import { api } from '@/http/http'
import { PAGES, openPage } from '@/platform/navigation'
import { lessonStep } from './rules/lesson-step'
import { useGuard } from '@/features/account/use-guard'
import { useLessonClock } from './use-lesson-clock'
import { useResource } from '@/http/use-resource'

const REFRESH_EVERY_MS = 8_000

/** State of the lesson page. The page parameter `id` is the lesson's id. */
export function useLesson() {
  const { auth, isAllowed } = useGuard()
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
  const clock = useLessonClock({ lesson: () => lesson.value, offsetMs: () => value.value?.clockOffsetMs })
  const timeZone = computed(() => auth.school?.timeZone ?? '')

  const step = computed(() => lesson.value && auth.member && lessonStep({
    phase: lesson.value.phase,
    role: auth.member.role,
    isOwn: lesson.value.teacher.id === auth.member.id,
    isDue: clock.untilStartMs.value <= 0,
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
    isAllowed, lesson, clock, step, timeZone, hasQos, error, refresh, go,
    goToQos: () => openPage(PAGES.qos(id.value)),
  }
}
