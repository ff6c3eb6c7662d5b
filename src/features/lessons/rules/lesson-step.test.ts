import { describe, expect, it } from 'vitest'
import { LESSON_PHASES } from '@contract/class/live'
import { lessonStep } from './lesson-step'

describe('a student', () => {
  const student = { role: 'student', isOwn: false, isDue: false } as const

  it.each(['open', 'live', 'interrupted'] as const)('may go in while the lesson is %s', phase => {
    expect(lessonStep({ ...student, phase }).to).toBe('watch')
  })

  it.each(['scheduled', 'ended', 'cancelled'] as const)('may not while it is %s', phase => {
    expect(lessonStep({ ...student, phase }).to).toBeUndefined()
  })

  it('is told when the teacher is late', () => {
    expect(lessonStep({ ...student, phase: 'open', isDue: true }).status).toBe('planning.lesson.late')
    expect(lessonStep({ ...student, phase: 'open' }).status).toBe('planning.lesson.openStudent')
  })
})

describe('a teacher', () => {
  it('starts an open lesson and continues one on air', () => {
    const own = { role: 'teacher', isOwn: true, isDue: true } as const
    expect(lessonStep({ ...own, phase: 'open' })).toMatchObject({ to: 'broadcast', action: 'planning.lesson.start' })
    expect(lessonStep({ ...own, phase: 'live' })).toMatchObject({ to: 'broadcast', action: 'planning.lesson.resume' })
    expect(lessonStep({ ...own, phase: 'interrupted' })).toMatchObject({ to: 'broadcast', action: 'planning.lesson.resume' })
  })

  it.each(LESSON_PHASES)('never starts a lesson of somebody else, as while it is %s', phase => {
    expect(lessonStep({ phase, role: 'teacher', isOwn: false, isDue: true }).to).toBeUndefined()
  })
})

describe('the office', () => {
  it.each(LESSON_PHASES)('looks on while a lesson is %s', phase => {
    expect(lessonStep({ phase, role: 'admin', isOwn: false, isDue: true })).toMatchObject({ to: undefined, action: undefined })
  })
})
