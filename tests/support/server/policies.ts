import type { Caller, LessonSubject, Policy } from '../../../server/kernel/policy'

const caller = (role: Caller['role'], memberId: string, schoolId = 'ours'): Caller => ({ memberId, schoolId, role })

/** One caller of each kind, with the caller's relation to the lesson. */
export const CALLERS = {
  admin: { caller: caller('admin', 'admin'), isClassMember: false },
  teacher: { caller: caller('teacher', 'its-teacher'), isClassMember: false },
  otherTeacher: { caller: caller('teacher', 'other-teacher'), isClassMember: false },
  student: { caller: caller('student', 'student'), isClassMember: true },
  strayStudent: { caller: caller('student', 'stray-student'), isClassMember: false },
  /** A student with the teacher's id: the id alone must not grant a teacher's rights. */
  studentAsTeacher: { caller: caller('student', 'its-teacher'), isClassMember: false },
} as const

export type CallerKind = keyof typeof CALLERS

const KINDS = Object.keys(CALLERS) as CallerKind[]

const lesson = (isClassMember: boolean, schoolId = 'ours'): LessonSubject =>
  ({ schoolId, teacherId: 'its-teacher', isClassMember })

/** The kinds of callers that may do this action on the lesson. */
export const allowedOnLesson = <A extends string>(policy: Policy<A, LessonSubject>, action: A): CallerKind[] =>
  KINDS.filter(kind => policy.allows(CALLERS[kind].caller, action, lesson(CALLERS[kind].isClassMember)))

/** The same for a lesson of another school; always empty. */
export const allowedAcrossSchools = <A extends string>(policy: Policy<A, LessonSubject>, action: A): CallerKind[] =>
  KINDS.filter(kind => policy.allows(CALLERS[kind].caller, action, lesson(true, 'theirs')))
