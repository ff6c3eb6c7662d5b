import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from '../support/browser/accessibility'
import { DESKTOP, PHONE, launchChromium, signInAs } from '../support/browser/browser'
import { countMediaLines } from '../support/browser/media-lines'
import type { MediaLines } from '../support/browser/media-lines'
import { phaseBecomes, pictureMoves, seesTheClass } from '../support/browser/picture'
import { openLesson } from '../support/browser/people'
import { shoot } from '../support/browser/shots'
import { TaughtClass } from '../support/browser/taught-class'

/** Distance from the window to the edges of the screen, px. */
const MARGIN = 12

declare global {
  interface Window {
    /** The video element at the time of `remembersElement`. */
    firstVideo?: HTMLVideoElement | null
  }
}

let theClass: TaughtClass
let browser: Browser
beforeAll(async () => {
  theClass = await TaughtClass.plan()
  await theClass.teach()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await theClass.dispose()
})

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  if (!box) throw new Error('The floating window is not on the screen')
  return box
}

describe.each([
  {
    name: 'phone-zh-light', account: 'student', otherInDays: 3,
    viewport: PHONE, locale: 'zh-CN', colorScheme: 'light',
  },
  {
    name: 'desktop-en-dark', account: 'student2', otherInDays: 4,
    viewport: DESKTOP, locale: 'en-US', colorScheme: 'dark',
  },
] as const)('the floating window: $name', ({ name, account, otherInDays, ...device }) => {
  let page: Page
  let lines: MediaLines
  let problems: string[]
  let floating: Locator

  beforeAll(async () => {
    const person = await signInAs(browser, theClass.server, account, { ...device, reducedMotion: 'reduce' })
    ;({ page, problems } = person)
    lines = countMediaLines(page)
    floating = page.getByTestId('float-window')
    await openLesson(page, theClass.lesson.title)
    await page.getByTestId('join').click()
    await phaseBecomes(page, 'live')
    await seesTheClass(page)
  })
  afterAll(() => page.context().close())

  const remembersElement = () => page.evaluate(() => { window.firstVideo = document.querySelector('video') })
  const isSameElement = () => page.evaluate(() => {
    const videos = document.querySelectorAll('video')
    return videos.length === 1 && videos[0] === window.firstVideo
  })
  const viewers = async () => (await theClass.live()).viewers

  const goTo = (path: string, id: string) => page.evaluate(hash => { location.hash = hash }, `#/pages/${path}?id=${id}`)

  async function stands(side: 'left' | 'right'): Promise<void> {
    const edge = async () => {
      const { x, width } = await boxOf(floating)
      return Math.round(side === 'left' ? x : device.viewport.width - x - width)
    }
    await expect.poll(edge).toBe(MARGIN)
  }

  async function staysInside(): Promise<void> {
    const { x, y, width, height } = await boxOf(floating)
    const right = device.viewport.width - x - width
    const bottom = device.viewport.height - y - height
    expect(Math.min(x, y, right, bottom)).toBeGreaterThanOrEqual(MARGIN - 0.5)
  }

  it('keeps the video element and its connection when the picture starts to float', async () => {
    await remembersElement()
    const before = await viewers()
    await page.getByTestId('float').click()
    await floating.waitFor()
    await page.getByTestId('join').waitFor()
    expect(await isSameElement()).toBe(true)
    await pictureMoves(page, 15_000)
    await shoot(page, `float-${name}-lesson`)
    await page.getByRole('button', { name: /返回|Back$/ }).locator('visible=true').first().click()
    await page.getByRole('link').first().waitFor()
    await pictureMoves(page, 15_000)
    expect(await isSameElement()).toBe(true)
    expect(lines).toMatchObject({ opened: 1, alive: 1, most: 1 })
    expect(await viewers()).toBe(before)
    await shoot(page, `float-${name}-lessons`)
  })

  it('has no accessibility problem', async () => {
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it('snaps to the nearer edge after a drag and never leaves the screen', async () => {
    await stands('right')
    const { x, y, width, height } = await boxOf(floating)
    await page.mouse.move(x + width / 2, y + height / 2)
    await page.mouse.down()
    await page.mouse.move(-500, -500, { steps: 8 })
    await staysInside()
    await page.mouse.up()
    await stands('left')
    await staysInside()
    expect(page.url()).not.toContain('pages/watch')
    await shoot(page, `float-${name}-dragged`)
  })

  it('is moved and resized by keys, and announces its position', async () => {
    await floating.focus()
    const before = await boxOf(floating)
    await page.keyboard.press('ArrowRight')
    await stands('right')
    await expect.poll(() => floating.textContent()).toMatch(/浮窗在右边|at the right/)
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => (await boxOf(floating)).y).toBeGreaterThan(before.y)
    await page.keyboard.press('+')
    await page.keyboard.press('Shift+ArrowUp')
    await expect.poll(async () => (await boxOf(floating)).width).toBeGreaterThan(before.width)
    await staysInside()
    for (let n = 0; n < 20; n += 1) await page.keyboard.press('-')
    await expect.poll(async () => (await boxOf(floating)).width).toBeLessThan(before.width)
    await stands('right')
    await shoot(page, `float-${name}-smallest`)
  })

  it('grows when its corner is dragged', async () => {
    const before = await boxOf(floating)
    const corner = await boxOf(page.getByTestId('float-resize'))
    await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2)
    await page.mouse.down()
    await page.mouse.move(corner.x - 60, corner.y, { steps: 5 })
    await page.mouse.up()
    await expect.poll(async () => (await boxOf(floating)).width).toBeGreaterThan(before.width + 40)
    await stands('right')
  })

  it('returns to the same place after a reload, without any action', async () => {
    const before = await boxOf(floating)
    lines.reloaded()
    await page.reload()
    await floating.waitFor()
    await page.locator('[data-testid="float-window"][data-phase="live"]').waitFor()
    await pictureMoves(page, 15_000)
    expect(await boxOf(floating)).toEqual(before)
    await page.getByTestId('float-sound').click()
    await shoot(page, `float-${name}-reloaded`)
  })

  it('returns to the class by a tap, with the same video element and connection', async () => {
    await remembersElement()
    const { opened } = lines
    await floating.click()
    await phaseBecomes(page, 'live')
    await floating.waitFor({ state: 'hidden' })
    await pictureMoves(page, 15_000)
    expect(await isSameElement()).toBe(true)
    expect(lines).toMatchObject({ opened, alive: 1 })
  })

  it('moves to the browser\'s picture-in-picture window and comes back playing', async () => {
    await page.getByTestId('float').click()
    await floating.waitFor()
    await floating.focus()
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('+')
    await page.getByTestId('float-outside').click()
    const isOutside = () => page.evaluate(() => document.pictureInPictureElement === document.querySelector('video'))
    await expect.poll(isOutside).toBe(true)
    await floating.getByText(/正在浏览器小窗中播放|own window/).first().waitFor()
    await page.evaluate(() => document.exitPictureInPicture())
    await pictureMoves(page, 15_000)
  })

  it('closes when another class opens: two players are never alive at once', async () => {
    const other = await theClass.planAnother(`${name}: another`, otherInDays)
    await goTo('watch/watch', other.id)
    await phaseBecomes(page, 'scheduled')
    await floating.waitFor({ state: 'hidden' })
    await expect.poll(() => lines.alive).toBe(0)
    await goTo('lesson/lesson', theClass.lesson.id)
    await page.getByTestId('join').locator('visible=true').click()
    await phaseBecomes(page, 'live')
    await pictureMoves(page, 15_000)
    expect(lines).toMatchObject({ alive: 1, most: 1 })
    expect(await page.locator('video').count()).toBe(1)
  })

  it('closes and leaves the class on Escape, and the class can be entered again', async () => {
    const before = await viewers()
    await page.getByTestId('float').click()
    await floating.focus()
    await page.keyboard.press('Escape')
    await floating.waitFor({ state: 'hidden' })
    await expect.poll(() => lines.alive).toBe(0)
    await expect.poll(viewers).toBe(before - 1)
    await page.getByTestId('join').locator('visible=true').click()
    await phaseBecomes(page, 'live')
    await pictureMoves(page, 15_000)
    expect(lines.most).toBe(1)
  })

  it('causes no error', () => {
    expect(problems).toEqual([])
  })
})

describe('when the class is over', () => {
  it('every window closes and shows that the class is over', async () => {
    const { page } = await signInAs(browser, theClass.server, 'student3', { viewport: PHONE })
    await openLesson(page, theClass.lesson.title)
    await page.getByTestId('join').click()
    await phaseBecomes(page, 'live')
    await page.getByTestId('float').click()
    await page.getByTestId('float-window').waitFor()
    theClass.stepAway()
    await page.locator('[data-testid="float-window"][data-phase="interrupted"]').waitFor()
    await shoot(page, 'float-teacher-away')
    await theClass.end()
    await page.getByTestId('float-window').waitFor({ state: 'hidden' })
    await page.getByText('下课了').first().waitFor()
    await shoot(page, 'float-class-over')
  })
})
