import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from './harness/accessibility'
import { DESKTOP, PHONE } from './harness/browser'
import { isWellAgain, last, openClass } from './harness/class-on-air'
import type { ClassOnAir } from './harness/class-on-air'
import { phaseBecomes } from './harness/picture'
import { shoot } from './harness/shots'

/** As a browser tells a page that its tab was left, or is back. */
const isHidden = (page: Page, hidden: boolean): Promise<void> => page.evaluate(isNow => {
  Object.defineProperty(document, 'hidden', { value: isNow, configurable: true })
  Object.defineProperty(document, 'visibilityState', { value: isNow ? 'hidden' : 'visible', configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}, hidden)

describe('a teacher on air', () => {
  let theClass: ClassOnAir
  let page: Page

  beforeAll(async () => {
    theClass = await openClass(['student'])
    ;({ page } = theClass.teacher)
    await page.emulateMedia({ reducedMotion: 'reduce' })
  })
  afterAll(() => theClass.close())
  afterEach(async () => {
    theClass.teacher.network.heal()
    await isWellAgain(theClass)
  })

  const seconds = async () => Number(/(\d+) 秒后/.exec(await page.getByTestId('next-try').innerText())?.[1])

  it('is told when the next try is, counted down, and how long the students have waited', async () => {
    const { network } = theClass.teacher
    network.freeze('media')
    network.reset('media')
    await phaseBecomes(page, 'reconnecting')
    await expect.poll(seconds, { timeout: 10_000 }).toBeGreaterThan(5)
    const before = await seconds()
    await expect.poll(seconds, { timeout: 10_000 }).toBeLessThan(before - 1)
    expect(await page.getByTestId('students-wait').innerText()).toMatch(/学生已等 \d+:\d+，课堂还会等您 2:[45]\d/)
    await shoot(page, 'on-air-phone-zh-reconnecting')
    expect(await accessibilityProblems(page)).toEqual([])
    await page.setViewportSize(DESKTOP)
    await shoot(page, 'on-air-desktop-zh-reconnecting')
    await page.setViewportSize(PHONE)
    network.heal()
    await isWellAgain(theClass)
    expect(await page.getByTestId('next-try').count()).toBe(0)
  })

  it('reads on return that the class went on all the time', async () => {
    await isHidden(page, true)
    await last(4)
    await isHidden(page, false)
    const card = page.getByTestId('way-back')
    await card.waitFor({ timeout: 5_000 })
    expect(await card.innerText()).toMatch(/您离开了 0:0\d，学生一直看得到直播/)
    await card.getByRole('button').click()
    await card.waitFor({ state: 'detached' })
  })

  it('reads on return how long the students saw nobody', async () => {
    const { network } = theClass.teacher
    await isHidden(page, true)
    network.cut('media')
    await theClass.serverPhaseBecomes('interrupted')
    await last(4)
    await isHidden(page, false)
    network.heal()
    const card = page.getByTestId('way-back')
    await card.waitFor({ timeout: 20_000 })
    expect(await card.innerText()).toMatch(/其中 0:\d\d 学生看到“老师暂时离开”/)
    await shoot(page, 'on-air-phone-zh-back')
    expect(await accessibilityProblems(page)).toEqual([])
    await page.setViewportSize(DESKTOP)
    await shoot(page, 'on-air-desktop-zh-back')
    await page.setViewportSize(PHONE)
  })

  it('keeps a picture of the class', async () => {
    const saved = page.waitForEvent('download')
    await page.getByTestId('snapshot').click()
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/^kaike-\d{8}-\d{6}\.jpg$/)
    const bytes = readFileSync(await download.path())
    expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
    expect(bytes.length).toBeGreaterThan(2_000)
    await page.getByText('截图已下载').waitFor()
  })
})
