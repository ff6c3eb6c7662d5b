import { describe, expect, it } from 'vitest'
import { allowedAcrossSchools, allowedOnLesson, CALLERS } from '../../tests/support/server/policies'
import { anyOf, belongsToLesson, definePolicy, hasRole, isClassMember, isItsTeacher, isOffice, isSelf } from './policy'

const policy = definePolicy({
  office: isOffice, teacher: isItsTeacher, classMember: isClassMember, everyone: belongsToLesson,
  either: anyOf(isOffice, isItsTeacher), always: () => true,
})

describe('a policy', () => {
  it('allows what its rule allows', () => {
    expect(allowedOnLesson(policy, 'office')).toEqual(['admin'])
    expect(allowedOnLesson(policy, 'teacher')).toEqual(['teacher'])
    expect(allowedOnLesson(policy, 'classMember')).toEqual(['student'])
    expect(allowedOnLesson(policy, 'either')).toEqual(['admin', 'teacher'])
    expect(allowedOnLesson(policy, 'everyone')).toEqual(['admin', 'teacher', 'student'])
  })

  it.each([
    'office', 'teacher', 'classMember', 'everyone', 'either', 'always',
  ] as const)('allows nothing across schools: %s', action => {
    expect(allowedAcrossSchools(policy, action)).toEqual([])
  })

  it('throws FORBIDDEN when a required action is not allowed', () => {
    const school = definePolicy({ plan: isOffice, list: hasRole('admin', 'teacher') })
    const { admin, student, teacher } = CALLERS
    expect(() => school.require(student.caller, 'plan', student.caller)).toThrow('FORBIDDEN')
    expect(() => school.require(teacher.caller, 'list', teacher.caller)).not.toThrow()
    expect(() => school.require(admin.caller, 'plan', { schoolId: 'theirs' })).toThrow('FORBIDDEN')
  })

  it('lets members act on themselves only', () => {
    const own = definePolicy({ read: isSelf })
    const { teacher: { caller }, student } = CALLERS
    expect(own.allows(caller, 'read', caller)).toBe(true)
    expect(own.allows(caller, 'read', student.caller)).toBe(false)
  })
})
