import { computed, reactive, ref, watch } from 'vue'
import type { Course } from '@contract/api'
import { t } from '@/i18n'
import { formatTime } from '@/i18n/format'
import { dayOf, instantOf } from '@/i18n/zone'
import { ApiError, messageOf } from '@/http/api-error'
import { api } from '@/http/http'
import { useOfficeDayStore } from './office-day'
import { useGuard } from '@/features/account/use-guard'
import { useResource } from '@/http/use-resource'

interface Named { id: string, name: string }

const MINUTE_MS = 60_000
/** The room of a lesson that takes none; a select needs some value for it. */
export const NO_ROOM = 'none'

/** `details.lesson.id` of a clash names the lesson in the way. */
function clashingLessonId(error: unknown): string {
  const lesson = error instanceof ApiError ? error.details?.lesson : undefined
  return typeof lesson === 'object' && lesson !== null && 'id' in lesson && typeof lesson.id === 'string' ? lesson.id : ''
}

/** The form for one new lesson on the day that the office is planning, which then is the day of the lesson. */
export function useNewLesson({ onCreated }: { onCreated: () => void }) {
  const { auth, isAllowed } = useGuard({ roles: ['admin'] })
  const timeZone = computed(() => auth.school?.timeZone ?? '')
  const office = useOfficeDayStore()
  const form = reactive({
    courseId: '',
    teacherId: '',
    roomId: NO_ROOM,
    date: office.day || dayOf(Date.now(), timeZone.value),
    start: '',
    minutes: '45',
    topic: '',
  })
  const isTried = ref(false)
  const isBusy = ref(false)
  const failure = ref('')
  const clashId = ref('')

  const { value: catalogue, error, refresh } = useResource({
    enabled: () => isAllowed.value,
    async load() {
      const [{ courses }, { rooms }, { teachers }] = await Promise.all([api('listCourses'), api('listRooms'), api('listTeachers')])
      return { courses, rooms, teachers } satisfies { courses: Course[], rooms: Named[], teachers: Named[] }
    },
  })

  // Whoever usually teaches the course is the best guess, until it is changed by hand.
  watch(() => form.courseId, courseId => {
    const usual = catalogue.value?.courses.find(course => course.id === courseId)?.teacher
    if (usual) form.teacherId = usual.id
  })
  watch(form, () => {
    failure.value = ''
    clashId.value = ''
  })

  const startMs = computed(() => (form.date && form.start ? instantOf(form.date, form.start, timeZone.value) : undefined))
  const endMs = computed(() => startMs.value === undefined ? undefined : startMs.value + Number(form.minutes) * MINUTE_MS)
  const endText = computed(() => {
    if (endMs.value === undefined) return ''
    const time = formatTime(endMs.value, timeZone.value)
    return t(dayOf(endMs.value, timeZone.value) === form.date ? 'planning.admin.endsAt' : 'planning.admin.endsNextDay', { time })
  })

  const missing = computed(() => ({
    courseId: form.courseId ? '' : t('planning.admin.courseMissing'),
    teacherId: form.teacherId ? '' : t('planning.admin.teacherMissing'),
    date: form.date ? '' : t('planning.admin.dateMissing'),
    start: form.start ? (endMs.value !== undefined && endMs.value <= Date.now() ? t('planning.admin.inPast') : '') : t('planning.admin.startMissing'),
  }))
  const nothingMissing = { courseId: '', teacherId: '', date: '', start: '' }
  /** Nothing is called wrong before the first try. */
  const errors = computed(() => (isTried.value ? missing.value : nothingMissing))

  async function submit(): Promise<void> {
    isTried.value = true
    if (isBusy.value || Object.values(missing.value).some(Boolean)) return
    if (startMs.value === undefined || endMs.value === undefined) return
    isBusy.value = true
    failure.value = ''
    clashId.value = ''
    try {
      await api('createLesson', { body: {
        courseId: form.courseId,
        teacherId: form.teacherId,
        roomId: form.roomId === NO_ROOM ? null : form.roomId,
        startsAt: new Date(startMs.value).toISOString(),
        endsAt: new Date(endMs.value).toISOString(),
        ...(form.topic.trim() ? { title: form.topic.trim() } : {}),
      } })
      office.day = form.date
      onCreated()
    } catch (thrown) {
      failure.value = messageOf(thrown)
      clashId.value = clashingLessonId(thrown)
    } finally {
      isBusy.value = false
    }
  }

  return { isAllowed, form, errors, endText, catalogue, error, refresh, failure, clashId, isBusy, submit }
}
