import { expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import { byTestId } from './class-page'
import type { ClassPage } from './class-page'
import type { Tab } from './tab'

interface Here {
  page: () => ClassPage
  tab: () => Tab
  lesson: () => Lesson
}

/** The address of each page, and an element that the opened page contains. */
const PAGES_OF = {
  student: id => [
    ['lessons/lessons', 'me'],
    [`lesson/lesson?id=${id}`, 'join'],
    [`watch/watch?id=${id}`, 'player'],
    ['me/me', 'sign-out'],
  ],
  teacher: id => [
    ['lessons/lessons', 'me'],
    [`teacher/broadcast?id=${id}`, 'live-state'],
    [`teacher/qos?id=${id}`, 'qos-timeline'],
  ],
  admin: () => [['lessons/lessons', 'office-day'], ['admin/day', 'new-lesson'], ['admin/new-lesson', 'create']],
} as const satisfies Record<string, (lessonId: string) => readonly (readonly [page: string, testId: string])[]>

/** Tests of every page per account. Each test first signs out, which opens the login page. */
export function everyPageIsFine({ page, tab, lesson }: Here): void {
  it.each(Object.entries(PAGES_OF))('every page of %s opens without an error', async (account, pagesOf) => {
    await page().signOut()
    await page().signIn(account)
    for (const [path, testId] of pagesOf(lesson().id)) {
      await page().open(path)
      await page().shows(byTestId(testId))
    }
    expect(await page().problems()).toEqual([])
  })

  it('the probe reports an error', async () => {
    await tab().evaluate(() => { console.error('a test of the probe') })
    expect(await page().problems()).toEqual([expect.stringContaining('a test of the probe')])
  })
}
