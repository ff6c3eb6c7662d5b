import { asMember, freshDevice } from '../../../../tests/support/client/member-page'
import { fakeServer as server } from '../../../../tests/support/client/fake-server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useOfficeDayStore } from './office-day'
import { useNewLesson } from './use-new-lesson'

beforeEach(freshDevice)

describe('a new lesson', () => {
  const catalogue = {
    courses: [{ id: 'c1', name: '数学', class: { id: 'k', name: '五年级二班' }, teacher: { id: 't1', name: '王晓梅' } }],
    rooms: [{ id: 'r1', name: '201' }],
    teachers: [{ id: 't1', name: '王晓梅' }],
  }

  async function form(onCreated = vi.fn()) {
    server.on('GET /api/v1/courses', () => ({ status: 200, body: { courses: catalogue.courses } }))
    server.on('GET /api/v1/rooms', () => ({ status: 200, body: { rooms: catalogue.rooms } }))
    server.on('GET /api/v1/teachers', () => ({ status: 200, body: { teachers: catalogue.teachers } }))
    const page = await asMember('admin', () => useNewLesson({ onCreated }))
    await page.refresh()
    return { ...page, onCreated }
  }

  function fill({ form: fields }: Awaited<ReturnType<typeof form>>, start = '09:10') {
    Object.assign(fields, { courseId: 'c1', date: '2036-11-24', start, minutes: '45' })
    return nextTick()
  }

  it('marks missing fields only after the first submit', async () => {
    const page = await form()
    expect(Object.values(page.errors.value).some(Boolean)).toBe(false)
    await page.submit()
    expect(page.errors.value).toMatchObject({ courseId: '请选择课程', teacherId: '请选择老师', start: '请选择开始时间' })
  })

  it('preselects the teacher of the course', async () => {
    const page = await form()
    await fill(page)
    expect(page.form.teacherId).toBe('t1')
  })

  it('converts school time to UTC and leaves out an empty room and topic', async () => {
    server.on('POST /api/v1/lessons', () => ({ status: 201, body: {} }))
    const page = await form()
    await fill(page)
    await page.submit()
    expect(server.requests.at(-1)?.data).toEqual({
      courseId: 'c1', teacherId: 't1', roomId: null,
      startsAt: '2036-11-24T01:10:00.000Z', endsAt: '2036-11-24T01:55:00.000Z',
    })
    expect(page.onCreated).toHaveBeenCalledTimes(1)
    expect(useOfficeDayStore().day).toBe('2036-11-24')
  })

  it('shows its end, also after midnight', async () => {
    const page = await form()
    await fill(page)
    expect(page.endText.value).toBe('09:55 下课')
    await fill(page, '23:30')
    expect(page.endText.value).toBe('次日 00:15 下课')
  })

  it('shows the conflicting lesson until a field changes', async () => {
    server.on('POST /api/v1/lessons', () => ({
      status: 409,
      body: {
        code: 'TEACHER_BOOKED', message: '教师「王晓梅」已有课程', requestId: 'r',
        details: { clash: 'teacher', lesson: { id: 'l9' } },
      },
    }))
    const page = await form()
    await fill(page)
    await page.submit()
    expect([page.failure.value, page.clashId.value]).toEqual(['教师「王晓梅」已有课程', 'l9'])
    expect(page.onCreated).not.toHaveBeenCalled()
    await fill(page, '10:00')
    expect([page.failure.value, page.clashId.value]).toEqual(['', ''])
  })

  it('is not sent with a start in the past', async () => {
    const page = await form()
    await fill(page)
    page.form.date = '2020-01-01'
    await page.submit()
    expect(page.errors.value.start).toBe('这个时间已经过去')
    expect(server.requests.some(({ method, url }) => method === 'POST' && url.endsWith('/lessons'))).toBe(false)
  })
})
