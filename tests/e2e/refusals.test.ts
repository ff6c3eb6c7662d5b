import type { ChildProcess } from 'node:child_process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lesson } from '../../contract'
import { Office } from '../support/browser/api'
import { launchChromium, signInAs } from '../support/browser/browser'
import { makeClassFile, makeFakeDevices, pushFile } from '../support/browser/clips'
import { openLesson, startClass } from '../support/browser/people'
import { AUDIBLE_RMS, phaseBecomes, pictureMoves, soundLevel } from '../support/browser/picture'
import { ServerProcess } from '../support/browser/server-process'

describe('a browser that refuses a feature', () => {
  let server: ServerProcess
  let lesson: Lesson
  const browsers: Browser[] = []
  let ffmpeg: ChildProcess | undefined

  const launch = async (...args: Parameters<typeof launchChromium>) => {
    const browser = await launchChromium(...args)
    browsers.push(browser)
    return browser
  }

  beforeAll(async () => {
    server = await ServerProcess.start()
    lesson = await (await Office.signIn(server)).openLesson()
  })

  afterAll(async () => {
    ffmpeg?.kill('SIGKILL')
    await Promise.all(browsers.map(browser => browser.close()))
    await server.dispose()
  })

  it('shows the launch screen until the first page is ready, and asks for JavaScript without it', async () => {
    const browser = await launch()
    const page = await browser.newPage()
    let send = () => {}
    const isDue = new Promise<void>(resolve => { send = resolve })
    await page.route('**/*.js', async route => {
      await isDue
      await route.continue()
    })
    await page.goto(server.url, { waitUntil: 'commit' })
    const launchScreen = page.locator('.launch')
    await launchScreen.getByText('Kaike').waitFor()
    send()
    await page.getByTestId('sign-in').waitFor()
    expect(await launchScreen.isVisible()).toBe(false)

    const without = await browser.newPage({ javaScriptEnabled: false })
    await without.goto(server.url)
    expect(await without.locator('.launch').innerText()).toMatch(/JavaScript.*打开[^]*turn it on/)
  })

  it('tells a teacher who refused camera and microphone how to allow them', async () => {
    const browser = await launch({ devices: makeFakeDevices() })
    const { page, context } = await signInAs(browser, server, 'teacher', { permissions: [] })
    await openLesson(page, lesson.title)
    await page.getByTestId('start').click()
    const help = page.getByTestId('capture-help')
    await help.waitFor()
    expect(await help.innerText()).toMatch(/允许|权限/)

    // The permission takes effect without leaving the page and without another press.
    await context.grantPermissions(['camera', 'microphone'], { origin: server.url })
    await help.waitFor({ state: 'detached' })
    await context.close()
  })

  it('tells a teacher without a camera that there is none', async () => {
    const permissions = ['camera', 'microphone']
    const { page, context } = await signInAs(await launch(), server, 'teacher', { permissions })
    await openLesson(page, lesson.title)
    await page.getByTestId('start').click()
    await page.getByTestId('capture-help').waitFor()
    expect(await page.getByTestId('capture-help').innerText()).toMatch(/没有|未找到|找不到/)
    await context.close()
  })

  it('plays without sound until the tap that the browser requires', async () => {
    const browser = await launch({ autoplay: 'document-user-activation-required' })
    const { page: teacher } = await signInAs(browser, server, 'teacher')
    await openLesson(teacher, lesson.title)
    ffmpeg = pushFile(makeClassFile(), await startClass(teacher, 'external'))
    await phaseBecomes(teacher, 'live')

    const { context } = await signInAs(browser, server, 'student')
    // A tab without user activation, as from a link in a message.
    const student = await context.newPage()
    await student.goto(`${server.url}/#/pages/watch/watch?id=${lesson.id}`)
    await appearsUntouched(student, '[data-testid="tap-for-sound"]')
    await phaseBecomes(student, 'live')
    await pictureMoves(student, 20_000)
    expect(await soundLevel(student)).toBe(0)
    await student.getByTestId('tap-for-sound').click()
    await expect.poll(() => soundLevel(student), { timeout: 20_000 }).toBeGreaterThan(AUDIBLE_RMS)
  })
})

/** Waits without user activation: every evaluation by Playwright counts as a user gesture. */
async function appearsUntouched(page: Page, selector: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const expression = `document.querySelector(${JSON.stringify(selector)}) !== null`
  await expect.poll(async () => {
    const { result } = await devtools.send('Runtime.evaluate', { expression, userGesture: false })
    return result.value as unknown
  }, { timeout: 30_000 }).toBe(true)
}
