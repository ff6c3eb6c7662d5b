import { expect, it } from 'vitest'
import { allowedOnLesson } from '../../../tests/support/server/policies'
import type { CallerKind } from '../../../tests/support/server/policies'
import { qosPolicy } from './policy'
import type { QosAction } from './policy'

const ALLOWED: Record<QosAction, CallerKind[]> = {
  'qos.reportPlayer': ['admin', 'teacher', 'student'],
  'qos.reportPusher': ['teacher'],
  'qos.read': ['admin', 'teacher'],
}

it.each(Object.keys(ALLOWED) as QosAction[])('%s is allowed to its members only', action => {
  expect(allowedOnLesson(qosPolicy, action)).toEqual(ALLOWED[action])
})
