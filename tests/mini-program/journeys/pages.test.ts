import { beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../../contract'
import { OLDER_BASE_LIBRARIES, useSchool } from './phones'
import type { MiniProgram } from '../mini-program'

const SCREENS = { phone: { width: 375, height: 812 }, tablet: { width: 768, height: 1024 } } as const
/** Limits of WeChat's audit: elements, levels, and children of one element must stay below these. */
const LIMITS = { nodes: 1000, depth: 30, children: 60 }

/** Minimum size of a tap target, pixels. WeChat's audit requires 40; Kaike's are 88 rpx, 44 on a 375-pixel phone. */
const TAP_PX = 40

/** A label is a second tap target for its field, which is large enough. */
const IS_LABEL = /\blabel\b/

interface PageCase { name: string, account: string, url: (lesson: Lesson) => string }

const PAGES: readonly PageCase[] = [
  { name: 'lessons', account: 'student', url: () => '/pages/lessons/lessons' },
  { name: 'lesson', account: 'student', url: ({ id }) => `/pages/lesson/lesson?id=${id}` },
  { name: 'waiting-room', account: 'student', url: ({ id }) => `/pages/watch/watch?id=${id}` },
  { name: 'me', account: 'student', url: () => '/pages/me/me' },
  { name: 'broadcast-setup', account: 'teacher', url: ({ id }) => `/pages/teacher/broadcast?id=${id}` },
  { name: 'quality-timeline', account: 'teacher', url: ({ id }) => `/pages/teacher/qos?id=${id}` },
  { name: 'office-day', account: 'admin', url: () => '/pages/admin/day' },
  { name: 'new-lesson', account: 'admin', url: () => '/pages/admin/new-lesson' },
]

describe('every page of the mini-program', () => {
  const school = useSchool()
  let lesson: Lesson

  beforeAll(async () => {
    lesson = await school().lessonNow()
  })

  async function check(phone: MiniProgram, name: string): Promise<void> {
    await phone.host.settle()
    for (const theme of ['light', 'dark'] as const) {
      await phone.wears(theme)
      await phone.screenshot(`${name}-${theme}`)
    }
    expect(await phone.host.problems()).toEqual([])
    expect(await phone.text(), `${name} has no unfilled placeholder`).not.toMatch(/\{\w+\}/)
    const { widest, ...tree } = await phone.host.measureTree()
    for (const [measure, limit] of Object.entries(LIMITS)) {
      expect(tree[measure as keyof typeof tree], `${measure} of ${name}, widest at ${widest}`).toBeLessThan(limit)
    }
    expect((await phone.host.smallTapAreas(TAP_PX)).filter(area => !IS_LABEL.test(area)), name).toEqual([])
    expect(tree.nodes, `${name} is drawn`).toBeGreaterThan(5)
  }

  it.each(Object.entries(SCREENS))('fits a %s in light and in dark', async (size, viewport) => {
    const stranger = await school().phone({ viewport })
    await check(stranger, `login-${size}`)
    for (const account of ['student', 'teacher', 'admin']) {
      const phone = await school().signedIn(account, { viewport })
      for (const { name, url } of PAGES.filter(shown => shown.account === account)) {
        await phone.host.navigateTo(url(lesson))
        await check(phone, `${name}-${size}`)
        await phone.host.back()
      }
    }
  })

  it.each(Object.values(OLDER_BASE_LIBRARIES))('opens on base library %s', async baseLibrary => {
    for (const account of ['student', 'teacher', 'admin']) {
      const phone = await school().signedIn(account, { baseLibrary })
      for (const { url } of PAGES.filter(shown => shown.account === account)) {
        await phone.host.navigateTo(url(lesson))
        await phone.host.settle()
        expect((await phone.host.measureTree()).nodes, `${url(lesson)} is drawn`).toBeGreaterThan(5)
        await phone.host.back()
      }
      expect(await phone.host.problems(), account).toEqual([])
    }
  })
})
