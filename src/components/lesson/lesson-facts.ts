import type { Lesson, Role } from '@contract/api'
import { t } from '@/i18n'
import { formatSpan } from '@/i18n/format'

/** One line about a lesson, without what its title or its reader says already. */
export function lessonFacts({ title, course, class: group, teacher, room }: Lesson, role: Role): string {
  const facts = [
    course.name === title ? '' : course.name,
    role === 'student' ? '' : group.name,
    role === 'teacher' ? '' : teacher.name,
    room?.name ?? t('planning.lesson.online'),
  ]
  return facts.filter(Boolean).join(' · ')
}

/** What a link to the lesson is called aloud. */
export function lessonLabel({ title, startsAt, endsAt, phase }: Lesson, timeZone: string): string {
  return t('planning.lessons.lessonAt', { title, time: formatSpan(startsAt, endsAt, timeZone), phase: t(`planning.phase.${phase}`) })
}
