import { describe, expect, it } from 'vitest'
import { LESSON_PHASES } from '@contract/lessons/phase'
import { lessonStep } from './lesson-step'

describe('a student', () => {
  const student = { role: 'student', isOwn: false, isDue: false } as const

  it.each(['open', 'live', 'interrupted'] as const)('may join while the lesson is %s', phase => {
    expect(lessonStep({ ...student, phase }).to).toBe('watch')
  })

  it.each(['scheduled', 'ended', 'cancelled'] as const)('may not join while the lesson is %s', phase => {
    expect(lessonStep({ ...student, phase }).to).toBeUndefined()
  })

  it('sees a notice when the teacher is late', () => {
    expect(lessonStep({ ...student, phase: 'open', isDue: true }).status).toBe('lessons.one.late')
    expect(lessonStep({ ...student, phase: 'open' }).status).toBe('lessons.one.openStudent')
  })
})

describe('a teacher', () => {
  it('starts an open lesson and continues one on air', () => {
    const own = { role: 'teacher', isOwn: true, isDue: true } as const
    expect(lessonStep({ ...own, phase: 'open' })).toMatchObject({ to: 'broadcast', action: 'lessons.one.start' })
    expect(lessonStep({ ...own, phase: 'live' })).toMatchObject({ to: 'broadcast', action: 'lessons.one.resume' })
    expect(lessonStep({ ...own, phase: 'interrupted' }))
      .toMatchObject({ to: 'broadcast', action: 'lessons.one.resume' })
  })

  it.each(LESSON_PHASES)('cannot start another teacher\'s lesson while it is %s', phase => {
    expect(lessonStep({ phase, role: 'teacher', isOwn: false, isDue: true }).to).toBeUndefined()
  })
})

describe('the office', () => {
  it.each(LESSON_PHASES)('cannot join a lesson while it is %s', phase => {
    expect(lessonStep({ phase, role: 'admin', isOwn: false, isDue: true }))
      .toMatchObject({ to: undefined, action: undefined })
  })
})
