import { afterAll, beforeAll, expect, it } from 'vitest'
import { AUDIBLE_RMS } from '../browser/picture'
import { ShapedNetwork } from '../browser/shaped-network'
import { TaughtClass } from '../browser/taught-class'
import { ClassPage, byTestId } from './class-page'
import { probePages } from './probed-pages'
import type { Hears } from './sound'
import type { Browser } from './tab'
import { until } from './tab'

export interface WatchingOptions {
  launch: () => Promise<Browser>
  hears: Hears
  withoutMediaSource?: boolean
}

/** Tests of a student in a class taught by ffmpeg, for every browser and every way to play. */
export function watchesAClass({ launch, hears, withoutMediaSource = false }: WatchingOptions) {
  let theClass: TaughtClass
  let browser: Browser
  let network: ShapedNetwork
  let page: ClassPage
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const opening = launch()
    theClass = await TaughtClass.plan()
    closing.push(() => theClass.dispose())
    const pages = await probePages(theClass.server.url, { withoutMediaSource })
    closing.push(pages.close)
    network = await ShapedNetwork.before(pages.url)
    closing.push(() => network.close())
    browser = await opening
    closing.push(browser.close)
    console.log(`${browser.name} ${browser.version}`)
    page = new ClassPage(browser.tab, network.url)
    await theClass.teach()
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })

  it('signs in', async () => {
    await page.signIn('student')
  })

  it('shows every colour of the clip and decodes frames', async () => {
    await page.open(`lesson/lesson?id=${theClass.lesson.id}`)
    await page.press('join')
    await page.phaseBecomes('live')
    await page.showsTheClass()
    const frames = await page.decodedFrames()
    await until('more frames are decoded', async () => await page.decodedFrames() > frames)
  })

  it('plays the sound of the class', async () => {
    await page.allowSound()
    await hears(browser.tab, AUDIBLE_RMS)
  })

  it('moves the picture to the floating window and back', async () => {
    await page.float()
    await page.shows(byTestId('join'))
    await page.pictureMoves()
    await page.open('me/me')
    await page.shows(byTestId('sign-out'))
    await page.pictureMoves()
    await browser.tab.click(byTestId('float-open'))
    await page.phaseBecomes('live')
    await page.stopsFloating()
    await page.pictureMoves()
  })

  it('comes back by itself after a cut', async () => {
    network.cut()
    await page.phaseLeaves('live')
    await page.phaseBecomes('reconnecting')
    network.heal()
    await page.phaseBecomes('live')
    await page.pictureMoves()
  })

  it('causes no error', async () => {
    expect(await page.problems()).toEqual([])
  })

  return { page: () => page, browser: () => browser, theClass: () => theClass }
}
