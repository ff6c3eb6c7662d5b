import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from '../support/browser/accessibility'
import { DESKTOP, PHONE, launchChromium, signInAs } from '../support/browser/browser'
import { phaseBecomes, pictureMoves, seesTheClass } from '../support/browser/picture'
import { openLesson } from '../support/browser/people'
import { ShapedNetwork } from '../support/browser/shaped-network'
import { shoot } from '../support/browser/shots'
import { TaughtClass } from '../support/browser/taught-class'

declare global {
  interface Window {
    /** Arguments of `screen.orientation.lock`. */
    turned?: string[]
  }
}

let theClass: TaughtClass
let browser: Browser
beforeAll(async () => {
  theClass = await TaughtClass.plan()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await theClass.dispose()
})

describe.each([
  { name: 'phone-zh-dark', account: 'student', viewport: PHONE, locale: 'zh-CN', colorScheme: 'dark' },
  { name: 'desktop-en-light', account: 'student2', viewport: DESKTOP, locale: 'en-US', colorScheme: 'light' },
] as const)('the page of a class: $name', ({ name, account, ...device }) => {
  let page: Page
  let network: ShapedNetwork
  let problems: string[]

  beforeAll(async () => {
    network = await ShapedNetwork.before(theClass.server.url)
    const permissions = ['clipboard-read', 'clipboard-write']
    const person = await signInAs(browser, network, account, { ...device, reducedMotion: 'reduce', permissions })
    ;({ page, problems } = person)
    await page.addInitScript(() => {
      // A desktop cannot turn its screen: the calls are recorded instead.
      Object.defineProperty(screen.orientation, 'lock', {
        value: async (way: string) => { window.turned = [...window.turned ?? [], way] },
      })
    })
    await page.reload()
    await openLesson(page, theClass.lesson.title)
  })
  afterAll(async () => {
    await page.context().close()
    await network.close()
  })

  const control = (testId: string) => page.getByTestId(testId)
  const shows = async (testId: string) => {
    await page.getByTestId('player').hover({ position: { x: 40, y: 300 } })
    await control(testId).click()
  }
  const closeSheet = async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }

  it('shows the waiting image until the first picture', async () => {
    if ((await theClass.live()).phase === 'open') {
      await control('join').click()
      await phaseBecomes(page, 'open')
      network.cut('media')
      await theClass.teach()
    } else {
      network.cut('media')
      await control('join').click()
    }
    await control('waiting-image').waitFor()
    await shoot(page, `watch-${name}-waiting-image`)
    expect(await accessibilityProblems(page)).toEqual([])
    network.heal()
    await phaseBecomes(page, 'live', 25_000)
    await control('waiting-image').waitFor({ state: 'detached' })
    await seesTheClass(page)
    await shoot(page, `watch-${name}-live`)
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it('shows buffering until the picture moves again', async () => {
    network.freeze()
    await phaseBecomes(page, 'buffering', 20_000)
    await page.locator('.stage-buffering').waitFor()
    await shoot(page, `watch-${name}-buffering`)
    network.thaw()
    await phaseBecomes(page, 'live', 25_000)
    expect(await page.locator('.stage-buffering').count()).toBe(0)
    await pictureMoves(page, 15_000)
  })

  it('enters and leaves full screen with its controls, in landscape and portrait', async () => {
    for (const [choice, way] of [[/^(向左横屏|Left)$/, 'landscape'], [/^(竖屏|Upright)$/, 'portrait']] as const) {
      await shows('playback-settings')
      await chooses('setting-fullScreenDirection', choice)
      await shoot(page, `watch-${name}-settings-${way}`)
      await closeSheet()
      await shows('fullscreen')
      const hasControls = () => page.evaluate(() =>
        document.fullscreenElement?.querySelector('[data-testid="fullscreen"]') !== null)
      const hasVideo = () => page.evaluate(() => document.fullscreenElement?.contains(document.querySelector('video')))
      await expect.poll(hasControls).toBe(true)
      expect(await hasVideo()).toBe(true)
      expect(await page.evaluate(() => window.turned?.at(-1))).toBe(way)
      await shoot(page, `watch-${name}-fullscreen-${way}`)
      await shows('fullscreen')
      await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null)
    }
    await pictureMoves(page, 15_000)
  })

  async function chooses(setting: string, option: RegExp): Promise<void> {
    await control(setting).getByRole('radio', { name: option }).click()
  }

  it('keeps the student\'s latency setting after a reload', async () => {
    await shows('playback-settings')
    await chooses('setting-latency', /低延迟|low/i)
    await closeSheet()
    await page.reload()
    await phaseBecomes(page, 'live')
    await shows('playback-settings')
    const low = control('setting-latency').getByRole('radio', { name: /低延迟|low/i })
    expect(await low.getAttribute('aria-checked')).toBe('true')
    await control('setting-floatingWindow').waitFor()
    await closeSheet()
  })

  it('gives support a report with codes and charts, without addresses or tickets', async () => {
    await shows('diagnose')
    await control('chart-bitrate').waitFor()
    for (const series of ['fps', 'cache']) await control(`chart-${series}`).waitFor()
    await page.getByRole('dialog').getByText('2004').first().waitFor()
    await expect.poll(() => control('chart-bitrate').locator('.line').count(), { timeout: 10_000 }).toBe(1)
    await shoot(page, `watch-${name}-diagnosis`)
    expect(await accessibilityProblems(page)).toEqual([])
    await control('copy-report').click()
    const clipboardText = () => page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(clipboardText).toContain(`lesson: ${theClass.lesson.id}`)
    const report = await clipboardText()
    expect(report).toMatch(/bitrate \(kbps\): now \d+/)
    expect(report).toContain('2004 Playback begins')
    expect(report).not.toMatch(/txSecret|ticket|wss?:|https?:|\d+\.\d+\.\d+\.\d+/)
    await closeSheet()
    await page.locator('.uni-toast').waitFor({ state: 'hidden' })
  })

  it('shows that the teacher is away and goes on with the next picture', async () => {
    theClass.stepAway()
    await phaseBecomes(page, 'interrupted')
    await page.getByText(/老师暂时离开|stepped away/).first().waitFor()
    await shoot(page, `watch-${name}-away`)
    expect(await accessibilityProblems(page)).toEqual([])
    await theClass.teach()
    await phaseBecomes(page, 'live', 25_000)
    await pictureMoves(page, 15_000)
  })

  it('causes no error', () => {
    expect(problems).toEqual([])
  })
})

describe('the end of a class', () => {
  it('ends the page of every student', async () => {
    const accounts = ['student3', 'student4']
    const people = await Promise.all(accounts.map(account => signInAs(browser, theClass.server, account)))
    for (const { page } of people) {
      await openLesson(page, theClass.lesson.title)
      await page.getByTestId('join').click()
      await phaseBecomes(page, 'live')
    }
    await theClass.end()
    await Promise.all(people.map(({ page }) => phaseBecomes(page, 'ended')))
    for (const { page, problems } of people) {
      expect(await page.locator('video').count()).toBe(0)
      expect(problems).toEqual([])
    }
  })
})
