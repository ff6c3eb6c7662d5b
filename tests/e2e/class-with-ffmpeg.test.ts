import type { ChildProcess } from 'node:child_process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, signInAs } from '../support/browser/browser'
import { makeClassFile, pushFile } from '../support/browser/clips'
import { Looks } from '../support/browser/looks'
import { AUDIBLE_RMS, phaseBecomes, seesTheClass, soundLevel } from '../support/browser/picture'
import { cancelDemoLesson, openLesson, scheduleLessonNow, startClass } from '../support/browser/people'
import { ServerProcess } from '../support/browser/server-process'

const TITLE = '分数的加法'

describe('a class taught with ffmpeg', () => {
  let server: ServerProcess
  let browser: Browser
  let admin: Page
  let teacher: Page
  let students: Page[]
  let ffmpeg: ChildProcess | undefined
  const problems: string[] = []

  const person = async (account: string) => {
    const signedIn = await signInAs(browser, server, account)
    signedIn.page.on('pageerror', error => problems.push(`${account}: ${error.message}`))
    return signedIn.page
  }

  beforeAll(async () => {
    server = await ServerProcess.start()
    browser = await launchChromium()
    admin = await person('admin')
    teacher = await person('teacher')
    students = [await person('student'), await person('student2')]
  })

  afterAll(async () => {
    ffmpeg?.kill('SIGKILL')
    await browser.close()
    await server.dispose()
  })

  it('is scheduled by the office', async () => {
    await cancelDemoLesson(admin)
    await scheduleLessonNow(admin, TITLE)
  })

  it('lets students wait for the teacher', async () => {
    for (const student of students) {
      await student.reload()
      await openLesson(student, TITLE)
      await student.getByTestId('join').click()
      await phaseBecomes(student, 'open')
    }
  })

  it('goes on air when ffmpeg pushes a file to the URL on the teacher\'s page', async () => {
    await teacher.reload()
    await openLesson(teacher, TITLE)
    const pushUrl = await startClass(teacher, 'external')
    expect(pushUrl).toMatch(/^rtmp:\/\/127\.0\.0\.1:\d+\/live\//)
    ffmpeg = pushFile(makeClassFile(), pushUrl)
    await phaseBecomes(teacher, 'live')
  })

  it('shows both students the picture and lets them hear it', async () => {
    for (const student of students) {
      await phaseBecomes(student, 'live')
      await seesTheClass(student)
      const tap = student.getByTestId('tap-for-sound')
      if (await tap.isVisible()) await tap.click()
      await expect.poll(() => soundLevel(student), { timeout: 10_000 }).toBeGreaterThan(AUDIBLE_RMS)
    }
  })

  it('shows the teacher the number of viewers', async () => {
    await expect.poll(() => teacher.getByTestId('viewers').innerText(), { timeout: 10_000 }).toContain('2')
  })

  it('shows the office the current state of the stream', async () => {
    const [, query = ''] = teacher.url().split('?')
    await admin.goto(`${server.url}/#/pages/teacher/qos?${query}`)
    const stream = admin.getByTestId('stream-now')
    await stream.getByText('2 人').waitFor()
    await stream.getByText(/^2[456] 帧\/秒$/).waitFor()
    await (await Looks.of(admin)).areRight('stream-now')
  })

  it('ends for the students when the teacher ends it', async () => {
    await teacher.getByTestId('end-class').click()
    await teacher.getByTestId('confirm-end').click()
    await Promise.all(students.map(student => phaseBecomes(student, 'ended')))
  })

  it('causes no error in any browser and writes no secret to the server\'s log', () => {
    expect(problems).toEqual([])
    expect(server.printed()).not.toMatch(/txSecret=|ticket=/)
  })
})
