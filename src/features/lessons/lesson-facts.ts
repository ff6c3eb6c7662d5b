import type { Lesson, Role } from '@contract'
import { t } from './messages'
import { joinFacts } from '@/i18n/format'

/** One line about a lesson, without facts that the title or the reader's role already implies. */
export function lessonFacts({ title, course, class: group, teacher, room }: Lesson, role: Role): string {
  return joinFacts(
    course.name === title ? '' : course.name,
    role === 'student' ? '' : group.name,
    role === 'teacher' ? '' : teacher.name,
    room?.name ?? t('lessons.one.online'),
  )
}
