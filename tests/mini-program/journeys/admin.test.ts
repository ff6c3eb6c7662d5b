import { describe, expect, it } from 'vitest'
import type { Result } from '../../../contract'
import { useSchool } from './phones'

const DAY_MS = 24 * 3_600_000
const CHINA_AHEAD_MS = 8 * 3_600_000

describe('the office with the mini-program', () => {
  const school = useSchool()

  it('sees the missing fields, plans a lesson for tomorrow, and cannot plan it twice', async () => {
    const phone = await school().signedIn('admin')
    await phone.tap('office-day')
    await phone.routeBecomes('pages/admin/day')
    await phone.tap('new-lesson')
    await phone.routeBecomes('pages/admin/new-lesson')
    await phone.tap('create')
    await phone.until('the missing fields', async () => await phone.front('[role="alert"]').count() > 0)

    const { courses } = await school().call<Result<'listCourses'>>('admin', 'GET', '/courses')
    const chosen = courses[0]
    if (!chosen) throw new Error('The demo school has no course')
    const day = new Date(Date.now() + CHINA_AHEAD_MS + DAY_MS).toISOString().slice(0, 10)
    const plan = async () => {
      await phone.tap('course')
      await phone.page.locator('.kaike-picker select').selectOption({ index: 0 })
      await phone.page.locator('.kaike-confirm').tap()
      await phone.pick('date', ...day.split('-'))
      await phone.pick('start', '05', '10')
      await phone.fill('topic', '晨读')
      await phone.tap('create')
    }
    await plan()
    await phone.routeBecomes('pages/admin/day')
    await phone.sees('05:10')
    const { lessons } = await school().call<Result<'listLessons'>>('admin', 'GET', `/lessons?from=${day}&to=${day}`)
    expect(lessons.filter(({ title, teacher }) => title === '晨读' && teacher.id === chosen.teacher?.id)).toHaveLength(1)

    await phone.tap('new-lesson')
    await phone.routeBecomes('pages/admin/new-lesson')
    await plan()
    await phone.until('the clash', async () => await phone.front('.failure').count() > 0)
    expect(await phone.host.route()).toBe('pages/admin/new-lesson')
    expect(await phone.host.problems()).toEqual([])
  })
})
