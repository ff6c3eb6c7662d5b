import type { Lesson, Role } from '@contract/api'
import { t } from '@/i18n'
import { joinFacts } from '@/i18n/format'

/** One line about a lesson, without what its title or its reader says already. */
export function lessonFacts({ title, course, class: group, teacher, room }: Lesson, role: Role): string {
  return joinFacts(
    course.name === title ? '' : course.name,
    role === 'student' ? '' : group.name,
    role === 'teacher' ? '' : teacher.name,
    room?.name ?? t('planning.lesson.online'),
  )
}
