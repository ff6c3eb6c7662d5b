import { expect, it } from 'vitest'
import { allowedOnLesson } from '../../../tests/support/server/policies'
import type { CallerKind } from '../../../tests/support/server/policies'
import { classPolicy } from './policy'
import type { ClassAction } from './policy'

const ALLOWED: Record<ClassAction, CallerKind[]> = {
  'live.see': ['admin', 'teacher', 'student'],
  'live.watch': ['admin', 'teacher', 'student'],
  'live.start': ['teacher'],
  'live.stop': ['admin', 'teacher'],
  'live.stats': ['admin', 'teacher'],
  'live.probe': ['teacher'],
}

it.each(Object.keys(ALLOWED) as ClassAction[])('%s is allowed to its members only', action => {
  expect(allowedOnLesson(classPolicy, action)).toEqual(ALLOWED[action])
})
