import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../contract'
import type { LiveSnapshot } from '../../contract/class/snapshot'
import { Office } from '../support/browser/api'
import { AUDIBLE_RMS, VIDEO, readPixel } from '../support/browser/picture'
import { ServerProcess } from '../support/browser/server-process'
import { launchChromiumTab } from '../support/other-browsers/chromium'
import { ClassPage } from '../support/other-browsers/class-page'
import { launchFirefox } from '../support/other-browsers/firefox'
import { probePages } from '../support/other-browsers/probed-pages'
import { hearsByAnalysing } from '../support/other-browsers/sound'
import { until } from '../support/other-browsers/tab'
import type { Browser } from '../support/other-browsers/tab'

/**
 * Largest difference of a colour channel (0–255) between two pictures of the same moment. Firefox's fake camera changes
 * its colour all the time.
 */
const SAME_COLOUR = 24

describe('a teacher in Firefox', () => {
  let server: ServerProcess
  let office: Office
  let lesson: Lesson
  let firefox: Browser
  let chromium: Browser
  let teacher: ClassPage
  let student: ClassPage
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const opening = Promise.all([launchFirefox(), launchChromiumTab()])
    server = await ServerProcess.start()
    closing.push(() => server.dispose())
    office = await Office.signIn(server)
    lesson = await office.openLesson()
    const pages = await probePages(server.url)
    closing.push(pages.close)
    ;[firefox, chromium] = await opening
    closing.push(firefox.close, chromium.close)
    teacher = new ClassPage(firefox.tab, pages.url)
    student = new ClassPage(chromium.tab, pages.url)
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })

  const serverPhase = async () => (await office.call<LiveSnapshot>('GET', `/api/v1/lessons/${lesson.id}/live`)).phase

  it('goes on air with camera and microphone', async () => {
    await teacher.signIn('teacher')
    await teacher.open(`lesson/lesson?id=${lesson.id}`)
    await teacher.press('start')
    await teacher.press('start-class')
    await teacher.phaseBecomes('live')
    expect(await serverPhase()).toBe('live')
  })

  it('is seen and heard by a student in Chromium', async () => {
    await student.signIn('student')
    await student.open(`lesson/lesson?id=${lesson.id}`)
    await student.press('join')
    await student.phaseBecomes('live')
    const pixel = () => chromium.tab.evaluate(readPixel, VIDEO)
    const first = await until('there is a picture', async () => await pixel() ?? undefined)
    await until('the picture changes', async () =>
      (await pixel())?.some((level, n) => Math.abs(level - (first[n] ?? 0)) > SAME_COLOUR))
    await student.allowSound()
    await hearsByAnalysing(chromium.tab, AUDIBLE_RMS)
  })

  it('ends the class', async () => {
    await teacher.press('end-class')
    await teacher.press('confirm-end')
    await student.phaseBecomes('ended')
    expect(await serverPhase()).toBe('ended')
    expect(await teacher.problems()).toEqual([])
    expect(await student.problems()).toEqual([])
  })
})
