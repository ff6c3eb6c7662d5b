import { computed, reactive, ref, watch } from 'vue'
import type { Course } from '@contract'
import { t } from './messages'
import { formatTime } from '@/i18n/format'
import { dayOf, instantOf } from '@/i18n/zone'
import { ApiError, messageOf } from '@/http/api-error'
import { api } from '@/http/http'
import { useOfficeDayStore } from './office-day'
import { useGuard } from '@/features/account/use-guard'
import { useResource } from '@/http/use-resource'

interface Named { id: string, name: string }

const MINUTE_MS = 60_000
/** Option value for a lesson without a room: a select needs a value. */
export const NO_ROOM = 'none'

/** Id of the conflicting lesson, from `details.lesson.id`; empty without a conflict. */
function clashingLessonId(error: unknown): string {
  const lesson = error instanceof ApiError ? error.details?.lesson : undefined
  return typeof lesson === 'object' && lesson !== null && 'id' in lesson && typeof lesson.id === 'string'
    ? lesson.id
    : ''
}

/** Form for one new lesson. It starts with the planned day; after the submit, the lesson's date is the planned day. */
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
      const [{ courses }, { rooms }, { teachers }] = await Promise.all([
        api('listCourses'), api('listRooms'), api('listTeachers'),
      ])
      return { courses, rooms, teachers } satisfies { courses: Course[], rooms: Named[], teachers: Named[] }
    },
  })

  // Preselects the usual teacher of the course.
  watch(() => form.courseId, courseId => {
    const usual = catalogue.value?.courses.find(course => course.id === courseId)?.teacher
    if (usual) form.teacherId = usual.id
  })
  watch(form, () => {
    failure.value = ''
    clashId.value = ''
  })

  const startMs = computed(() =>
    (form.date && form.start ? instantOf(form.date, form.start, timeZone.value) : undefined))
  const endMs = computed(() =>
    startMs.value === undefined ? undefined : startMs.value + Number(form.minutes) * MINUTE_MS)
  const endText = computed(() => {
    if (endMs.value === undefined) return ''
    const time = formatTime(endMs.value, timeZone.value)
    return t(dayOf(endMs.value, timeZone.value) === form.date ? 'office.endsAt' : 'office.endsNextDay', { time })
  })

  const missing = computed(() => ({
    courseId: form.courseId ? '' : t('office.courseMissing'),
    teacherId: form.teacherId ? '' : t('office.teacherMissing'),
    date: form.date ? '' : t('office.dateMissing'),
    start: form.start
      ? (endMs.value !== undefined && endMs.value <= Date.now() ? t('office.inPast') : '')
      : t('office.startMissing'),
  }))
  const nothingMissing = { courseId: '', teacherId: '', date: '', start: '' }
  /** Empty before the first submit. */
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
