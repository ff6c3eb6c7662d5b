import type { Caller } from '../../kernel/policy'
import { createLessonAccess } from '../lessons/module'
import type { LessonPlan } from '../lessons/module'
import { classPolicy } from './policy'
import type { ClassAction } from './policy'
import type { LessonOnAir, LiveRepository } from './repository'

export type OnAirAccess = (caller: Caller, action: ClassAction, lessonId: string) => Promise<LessonOnAir>

interface OnAirAccessDeps {
  plan: Pick<LessonPlan, 'withAttendees'>
  repository: Pick<LiveRepository, 'latestSessions'>
}

/** Returns the lesson with its session if this caller may do this. Refuses like `createLessonAccess`. */
export function createOnAirAccess({ plan, repository }: OnAirAccessDeps): OnAirAccess {
  const lessonFor = createLessonAccess(plan, classPolicy)
  return async (caller, action, lessonId) => {
    const lesson = await lessonFor(caller, action, lessonId)
    const session = (await repository.latestSessions([lessonId])).get(lessonId) ?? null
    return { lesson, session }
  }
}
