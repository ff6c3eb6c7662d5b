import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../contract'
import { Office } from '../support/browser/api'
import { accessibilityProblems } from '../support/browser/accessibility'
import { launchChromium, signInAs } from '../support/browser/browser'
import { makeFakeDevices } from '../support/browser/clips'
import { openLesson, startClass } from '../support/browser/people'
import { AUDIBLE_RMS, phaseBecomes, pictureMoves, seesTheClass, soundLevel } from '../support/browser/picture'
import { ServerProcess } from '../support/browser/server-process'

/** A quiet machine needs two to three seconds (docs/performance.md); a loaded one takes a multiple for each step. */
const COME_BACK_WITHIN_MS = 20_000

describe('a class taught with the browser\'s camera and microphone', () => {
  let server: ServerProcess
  let teachersBrowser: Browser
  let studentsBrowser: Browser
  let teacher: Page
  let students: Page[]
  let office: Office
  let title: string
  const problems: string[] = []

  const person = async (browser: Browser, account: string, permissions: string[] = []) => {
    const { page } = await signInAs(browser, server, account, { permissions })
    page.on('pageerror', error => problems.push(`${account}: ${error.message}`))
    return page
  }
  const letThemHear = async (student: Page) => {
    const tap = student.getByTestId('tap-for-sound')
    if (await tap.isVisible()) await tap.click()
  }

  beforeAll(async () => {
    server = await ServerProcess.start()
    office = await Office.signIn(server)
    title = (await office.openLesson()).title
    teachersBrowser = await launchChromium({ devices: makeFakeDevices() })
    studentsBrowser = await launchChromium()
    teacher = await person(teachersBrowser, 'teacher', ['camera', 'microphone'])
    students = [await person(studentsBrowser, 'student'), await person(studentsBrowser, 'student2')]
  })

  afterAll(async () => {
    await teachersBrowser.close()
    await studentsBrowser.close()
    await server.dispose()
  })

  it('goes on air from the teacher\'s page', async () => {
    await openLesson(teacher, title)
    await startClass(teacher, 'camera')
    await phaseBecomes(teacher, 'live')
  })

  it('shows both students the camera and lets them hear the microphone', async () => {
    for (const student of students) {
      await openLesson(student, title)
      await student.getByTestId('join').click()
      await phaseBecomes(student, 'live')
      await letThemHear(student)
      await seesTheClass(student)
      await expect.poll(() => soundLevel(student), { timeout: 10_000 }).toBeGreaterThan(AUDIBLE_RMS)
    }
  })

  it('has no accessibility problem on the pages of teacher and students', async () => {
    for (const page of [teacher, ...students]) expect(await accessibilityProblems(page)).toEqual([])
  })

  it('is silent while the teacher is muted, and the picture goes on', async () => {
    const [student] = students
    if (!student) throw new Error('The class has no student')
    await teacher.mouse.move(100, 100)
    await teacher.getByTestId('mute').click()
    await expect.poll(() => soundLevel(student), { timeout: 10_000 }).toBeLessThan(AUDIBLE_RMS / 2)
    await pictureMoves(student, 15_000)
    await teacher.getByTestId('mute').click()
    await expect.poll(() => soundLevel(student), { timeout: 10_000 }).toBeGreaterThan(AUDIBLE_RMS)
  })

  it('comes back after the server was killed and restarted, with all accepted data', async () => {
    const accepted = await office.schedule('刚刚排好的课', 8)
    await server.kill('SIGKILL')
    await Promise.all([teacher, ...students].map(page => phaseBecomes(page, 'reconnecting')))

    await server.run()
    const ready = Date.now()
    await Promise.all(students.map(student => pictureMoves(student, COME_BACK_WITHIN_MS)))
    await phaseBecomes(teacher, 'live', Math.max(1, ready + COME_BACK_WITHIN_MS - Date.now()))

    for (const student of students) await seesTheClass(student)
    const found = await office.call<Lesson>('GET', `/api/v1/lessons/${accepted.id}`)
    expect(found).toMatchObject({ title: '刚刚排好的课', startsAt: accepted.startsAt })
  })

  it('ends for the students when the teacher ends it', async () => {
    await teacher.mouse.move(120, 120)
    await teacher.getByTestId('end-class').click()
    await teacher.getByTestId('confirm-end').click()
    await Promise.all(students.map(student => phaseBecomes(student, 'ended')))
  })

  it('causes no error in any browser', () => {
    expect(problems).toEqual([])
  })
})
