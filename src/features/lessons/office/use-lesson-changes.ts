import { ref, shallowRef } from 'vue'
import type { Lesson } from '@contract'
import { t } from './messages'
import { messageOf } from '@/http/api-error'
import { api } from '@/http/http'

interface Named { id: string, name: string }

/** Changes by the office to one lesson of a day. `onChanged` runs after the server has accepted a change. */
export function useLessonChanges({ onChanged }: { onChanged: () => void }) {
  const lesson = shallowRef<Lesson>()
  const teachers = shallowRef<Named[]>([])
  const failure = ref('')
  const isBusy = ref(false)

  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false
    isBusy.value = true
    failure.value = ''
    try {
      await work()
      return true
    } catch (error) {
      failure.value = messageOf(error)
      return false
    } finally {
      isBusy.value = false
    }
  }

  function finish(title: string): void {
    lesson.value = undefined
    void uni.showToast({ title, icon: 'none' })
    onChanged()
  }

  function select(chosen: Lesson | undefined): void {
    lesson.value = chosen
    failure.value = ''
  }

  const loadTeachers = () => attempt(async () => { teachers.value = (await api('listTeachers')).teachers })

  async function substitute(teacherId: string): Promise<void> {
    const id = lesson.value?.id
    if (id === undefined || !teacherId) return
    const done = await attempt(() => api('setLessonTeacher', { params: { id }, body: { teacherId } }))
    if (!done) return
    const name = teachers.value.find(teacher => teacher.id === teacherId)?.name ?? ''
    finish(t('office.substituted', { name }))
  }

  async function cancel(): Promise<void> {
    const id = lesson.value?.id
    if (id === undefined) return
    const done = await attempt(() => api('cancelLesson', { params: { id } }))
    if (done) finish(t('office.cancelled'))
  }

  return { lesson, teachers, failure, isBusy, select, loadTeachers, substitute, cancel }
}
