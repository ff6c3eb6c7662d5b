import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isWellAgain, waitSeconds, openClass, sentenceOf } from '../support/browser/class-on-air'
import type { ClassOnAir } from '../support/browser/class-on-air'
import { Looks } from '../support/browser/looks'
import { phaseBecomes } from '../support/browser/picture'

/** Simulates that the tab is hidden or visible again. */
const isHidden = (page: Page, hidden: boolean): Promise<void> => page.evaluate(isNow => {
  Object.defineProperty(document, 'hidden', { value: isNow, configurable: true })
  Object.defineProperty(document, 'visibilityState', { value: isNow ? 'hidden' : 'visible', configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}, hidden)

describe('a teacher on air', () => {
  let theClass: ClassOnAir
  let page: Page
  let looks: Looks

  beforeAll(async () => {
    theClass = await openClass(['student'])
    ;({ page } = theClass.teacher)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    looks = await Looks.of(page)
  })
  afterAll(() => theClass.close())
  afterEach(async () => {
    theClass.teacher.network.heal()
    await isWellAgain(theClass)
  })

  const seconds = async () => Number(/(\d+) 秒后/.exec(await page.getByTestId('next-try').innerText())?.[1])

  it('sees the countdown to the next try and the waiting time of the students', async () => {
    const { network } = theClass.teacher
    network.freeze('media')
    network.reset('media')
    await phaseBecomes(page, 'reconnecting')
    await expect.poll(seconds, { timeout: 30_000 }).toBeGreaterThan(5)
    const before = await seconds()
    await expect.poll(seconds, { timeout: 30_000 }).toBeLessThan(before - 1)
    expect(await page.getByTestId('students-wait').innerText()).toMatch(/学生已等 \d+:\d+，课堂还会等您 2:\d\d/)
    await looks.areRight('on-air-reconnecting')
    network.heal()
    await isWellAgain(theClass)
    expect(await page.getByTestId('next-try').count()).toBe(0)
  })

  it('sees that the device is offline and comes back with the network', async () => {
    const { network } = theClass.teacher
    network.cut()
    await page.context().setOffline(true)
    await sentenceOf(theClass.teacher, 'my-network-lost').waitFor()
    await looks.areRight('on-air-offline')
    await page.context().setOffline(false)
    network.heal()
  })

  it('stays on air when the end of the class is not confirmed', async () => {
    await page.mouse.move(120, 120)
    await looks.areRight('on-air')
    await page.getByTestId('end-class').click()
    await page.getByTestId('confirm-end').waitFor()
    await looks.areRight('on-air-end')
    await page.keyboard.press('Escape')
    await page.getByTestId('confirm-end').waitFor({ state: 'hidden' })
    expect(await theClass.serverPhase()).toBe('live')
  })

  it('sees on return that the class went on without interruption', async () => {
    await isHidden(page, true)
    await waitSeconds(4)
    await isHidden(page, false)
    const card = page.getByTestId('way-back')
    await card.waitFor()
    expect(await card.innerText()).toMatch(/您离开了 0:\d\d，学生一直看得到直播/)
    await card.getByRole('button').click()
    await card.waitFor({ state: 'detached' })
  })

  it('sees on return how long the students had no picture', async () => {
    const { network } = theClass.teacher
    await isHidden(page, true)
    network.cut('media')
    await theClass.serverPhaseBecomes('interrupted')
    await waitSeconds(4)
    await isHidden(page, false)
    network.heal()
    const card = page.getByTestId('way-back')
    await card.waitFor()
    expect(await card.innerText()).toMatch(/其中 0:\d\d 学生看到“老师暂时离开”/)
    await looks.areRight('on-air-back')
  })

  it('downloads a snapshot of the class', async () => {
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
