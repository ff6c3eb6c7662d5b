import { describe, expect, it } from 'vitest'
import type { Caller } from '../../kernel/http/handlers'
import { can, canOnLesson, requireRight } from './policy'
import type { LessonAction, LessonSubject, RoleAction } from './policy'

const caller = (role: Caller['role'], memberId: string = role): Caller => ({ memberId, schoolId: 'ours', role })
const lesson = (overrides: Partial<LessonSubject> = {}): LessonSubject => ({ schoolId: 'ours', teacherId: 'teacher', isClassMember: false, ...overrides })

describe('what a role may do', () => {
  const table: [RoleAction, Caller['role'][]][] = [
    ['courses.list', ['admin']],
    ['rooms.list', ['admin']],
    ['teachers.list', ['admin']],
    ['lessons.list', ['admin', 'teacher', 'student']],
    ['lessons.listOfMember', ['admin']],
    ['lessons.plan', ['admin']],
  ]
  it.each(table)('%s: %s', (action, roles) => {
    expect((['admin', 'teacher', 'student'] as const).filter(role => can(caller(role), action))).toEqual(roles)
  })

  it('is forbidden otherwise', () => {
    expect(() => requireRight(caller('student'), 'lessons.plan')).toThrow('FORBIDDEN')
    expect(() => requireRight(caller('admin'), 'lessons.plan')).not.toThrow()
  })
})

describe('what somebody may do with a lesson', () => {
  const admin = caller('admin')
  const itsTeacher = caller('teacher')
  const otherTeacher = caller('teacher', 'another')
  const student = caller('student')
  const ofTheClass = lesson({ isClassMember: true })

  it.each<[LessonAction, Caller[]]>([
    ['lesson.see', [admin, itsTeacher, student]],
    ['lesson.change', [admin]],
    ['live.start', [itsTeacher]],
    ['live.probe', [itsTeacher]],
    ['live.stop', [admin, itsTeacher]],
    ['live.watch', [admin, itsTeacher, student]],
    ['qos.reportPlayer', [admin, itsTeacher, student]],
    ['qos.reportPusher', [itsTeacher]],
    ['qos.read', [admin, itsTeacher]],
  ])('%s', (action, allowed) => {
    const everybody: [Caller, LessonSubject][] = [[admin, lesson()], [itsTeacher, lesson()], [otherTeacher, lesson()], [student, ofTheClass]]
    expect(everybody.filter(([who, what]) => canOnLesson(who, action, what)).map(([who]) => who)).toEqual(allowed)
  })

  it.each<LessonAction>(['lesson.see', 'lesson.change', 'live.start', 'live.probe', 'live.stop', 'live.watch', 'qos.reportPlayer', 'qos.reportPusher', 'qos.read'])('nothing across schools: %s', action => {
    const theirs = lesson({ schoolId: 'theirs', isClassMember: true })
    expect([admin, itsTeacher, student].some(who => canOnLesson(who, action, theirs))).toBe(false)
  })

  it('nothing for a student of another class', () => {
    expect(canOnLesson(student, 'lesson.see', lesson())).toBe(false)
    expect(canOnLesson(student, 'live.watch', lesson())).toBe(false)
  })
})
