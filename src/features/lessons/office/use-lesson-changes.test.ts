import { asMember, freshDevice } from '../../../../tests/support/client/member-page'
import { fakeServer as server } from '../../../../tests/support/client/fake-server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useLessonChanges } from './use-lesson-changes'

beforeEach(freshDevice)

describe('a change to a lesson', () => {
  const named = { id: 't1', name: '王晓梅' }
  const lesson = {
    id: 'l1', title: '分数', course: named, class: named, teacher: named, room: null, phase: 'scheduled',
    startsAt: '2026-11-24T01:10:00Z', endsAt: '2026-11-24T01:55:00Z',
  } as const

  it('closes the sheet and reloads the day after success', async () => {
    server.on('POST /api/v1/lessons/l1/cancel', () => ({ status: 200, body: lesson }))
    const onChanged = vi.fn()
    const changes = await asMember('admin', () => useLessonChanges({ onChanged }))
    changes.select(lesson)
    await changes.cancel()
    expect(changes.lesson.value).toBeUndefined()
    expect(onChanged).toHaveBeenCalledTimes(1)
  })

  it('keeps the sheet open and shows the reason when the new teacher is booked', async () => {
    const booked = { code: 'TEACHER_BOOKED', message: '教师「李文博」已有课程', requestId: 'r' }
    server.on('PUT /api/v1/lessons/l1/teacher', () => ({ status: 409, body: booked }))
    const onChanged = vi.fn()
    const changes = await asMember('admin', () => useLessonChanges({ onChanged }))
    changes.select(lesson)
    await changes.substitute('t2')
    expect(changes.failure.value).toBe('教师「李文博」已有课程')
    expect(changes.lesson.value?.id).toBe('l1')
    expect(onChanged).not.toHaveBeenCalled()
  })
})
