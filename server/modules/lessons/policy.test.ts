import { describe, expect, it } from 'vitest'
import { allowedOnLesson, CALLERS } from '../../../tests/support/server/policies'
import type { CallerKind } from '../../../tests/support/server/policies'
import { lessonPolicy, planPolicy } from './policy'

describe('the plan of a school', () => {
  it.each([
    ['courses.list', ['admin']],
    ['rooms.list', ['admin']],
    ['teachers.list', ['admin']],
    ['lessons.list', ['admin', 'teacher', 'student']],
    ['lessons.listOfMember', ['admin']],
    ['lessons.plan', ['admin']],
  ] as const)('%s is allowed to %s', (action, roles) => {
    const { admin, teacher, student } = CALLERS
    const allowed = [admin, teacher, student].filter(({ caller }) => planPolicy.allows(caller, action, caller))
    expect(allowed.map(({ caller }) => caller.role)).toEqual(roles)
  })
})

describe('a lesson', () => {
  it.each<['lesson.see' | 'lesson.change', CallerKind[]]>([
    ['lesson.see', ['admin', 'teacher', 'student']],
    ['lesson.change', ['admin']],
  ])('%s is allowed to %s', (action, allowed) => {
    expect(allowedOnLesson(lessonPolicy, action)).toEqual(allowed)
  })
})
