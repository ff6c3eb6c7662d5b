import { canOnLesson } from '../account/policy'
import type { LessonAction } from '../account/policy'
import { AppError } from '../../kernel/http/errors/app-error'
import type { Caller } from '../../kernel/http/handlers'
import type { LessonOnAir, LiveRepository } from './repository'

export type LessonAccess = (caller: Caller, action: LessonAction, lessonId: string) => Promise<LessonOnAir>

/** The lesson, if the caller may do this with it. What does not exist and what is none of the caller's business look the same. */
export const createLessonAccess = (repository: Pick<LiveRepository, 'lessonsOnAir' | 'membersOf'>): LessonAccess =>
  async (caller, action, lessonId) => {
    const members = await repository.membersOf(lessonId, [caller.memberId])
    const onAir = members.has(caller.memberId) ? (await repository.lessonsOnAir([lessonId])).get(lessonId) : undefined
    if (!onAir) throw new AppError('NOT_FOUND')
    const subject = { ...onAir.lesson, isClassMember: caller.role === 'student' }
    if (!canOnLesson(caller, action, subject)) throw new AppError('FORBIDDEN')
    return onAir
  }
