import { AppError } from '../../kernel/http/errors/app-error'
import type { Caller, LessonSubject, Policy } from '../../kernel/policy'
import type { LessonPlan, LessonRow } from './plan'

export type LessonAccess<Action extends string> =
  (caller: Caller, action: Action, lessonId: string) => Promise<LessonRow>

/**
 * Returns the lesson if the policy allows this caller the action. A lesson that the caller does not belong to is not
 * found, exactly like a lesson that does not exist; an action that the caller may not do is forbidden.
 */
export const createLessonAccess = <Action extends string>(
  plan: Pick<LessonPlan, 'withAttendees'>, policy: Policy<Action, LessonSubject>,
): LessonAccess<Action> => async (caller, action, lessonId) => {
  const found = await plan.withAttendees(lessonId, [caller.memberId])
  if (!found?.attendees.has(caller.memberId)) throw new AppError('NOT_FOUND')
  const { lesson } = found
  // Students belong to a lesson only by their class.
  policy.require(caller, action, {
    schoolId: lesson.schoolId, teacherId: lesson.teacherId, isClassMember: caller.role === 'student',
  })
  return lesson
}
