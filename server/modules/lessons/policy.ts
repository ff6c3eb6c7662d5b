import { belongsToLesson, definePolicy, hasRole, isOffice } from '../../kernel/policy'

/** Actions on the whole plan. The subject is the caller, who represents the caller's own school. */
export const planPolicy = definePolicy({
  'courses.list': isOffice,
  'rooms.list': isOffice,
  'teachers.list': isOffice,
  'lessons.list': hasRole('admin', 'teacher', 'student'),
  /** The lessons of another member. */
  'lessons.listOfMember': isOffice,
  'lessons.plan': isOffice,
})

/** Actions on one lesson. */
export const lessonPolicy = definePolicy({
  'lesson.see': belongsToLesson,
  'lesson.change': isOffice,
})
