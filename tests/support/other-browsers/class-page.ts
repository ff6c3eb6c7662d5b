import { PASSWORD } from '../browser/server-process'
import { VIDEO, readPixel, toColour } from '../browser/picture'
import type { Colour } from '../browser/picture'
import { COLOURS } from '../browser/clips'
import { PROBLEMS, readProblems } from './probed-pages'
import { countVisible, until } from './tab'
import type { Tab } from './tab'

const CONTROLS_SHOW_MS = 300

export const byTestId = (id: string): string => `[data-testid="${id}"]`

/** Actions of a person on the pages of a class, in any browser. */
export class ClassPage {
  private readonly tab: Tab
  private readonly url: string

  constructor(tab: Tab, url: string) {
    this.tab = tab
    this.url = url
  }

  shows(selector: string): Promise<void> {
    return this.wait(`${selector} is shown`, () => this.isShown(selector))
  }

  async isShown(selector: string): Promise<boolean> {
    return await this.tab.evaluate(countVisible, selector) > 0
  }

  async press(id: string): Promise<void> {
    await this.shows(byTestId(id))
    await this.wait(`${id} is pressed`, async () => {
      await this.tab.click(byTestId(id))
      return true
    })
  }

  async signIn(account: string): Promise<void> {
    if (!await this.isShown(byTestId('sign-in'))) await this.tab.goto(this.url)
    await this.fill('account', account)
    await this.fill('password', PASSWORD)
    await this.press('sign-in')
    await this.wait('the sign-in is over', async () => !await this.isShown(byTestId('sign-in')))
  }

  async signOut(): Promise<void> {
    await this.open('me/me')
    await this.press('sign-out')
    await this.shows(byTestId('sign-in'))
  }

  /** Opens a page by its address, like a bookmark. */
  async open(page: string): Promise<void> {
    await this.tab.evaluate(hash => { location.hash = hash }, `#/pages/${page}`)
  }

  async phase(): Promise<string | undefined> {
    return this.tab.evaluate(() => document.querySelector<HTMLElement>('[data-testid="live-state"]')?.dataset.phase)
  }

  async phaseBecomes(wanted: string): Promise<void> {
    await this.wait(`the page shows ${wanted}`, async () => await this.phase() === wanted)
  }

  async phaseLeaves(left: string): Promise<void> {
    await this.wait(`the page no longer shows ${left}`, async () => await this.phase() !== left)
  }

  /** Waits for every colour of the clip: a still, black or foreign picture cannot show them all. */
  async showsTheClass(): Promise<void> {
    const seen = new Set<Colour>()
    await this.wait('the picture has every colour of the clip', async () => {
      const colour = await this.colour()
      if (colour) seen.add(colour)
      return seen.size === COLOURS.length
    })
  }

  async pictureMoves(): Promise<void> {
    let first: Colour | undefined
    await this.wait('the picture changes', async () => {
      const colour = await this.colour()
      first ??= colour
      return colour !== undefined && colour !== first
    })
  }

  /** Number of pictures decoded since the element was created. */
  decodedFrames(): Promise<number> {
    return this.tab.evaluate(selector => {
      const video = document.querySelector<HTMLVideoElement>(selector)
      return video?.getVideoPlaybackQuality().totalVideoFrames ?? 0
    }, VIDEO)
  }

  /** Taps for sound in a browser that requires it. */
  async allowSound(): Promise<void> {
    if (await this.isShown(byTestId('tap-for-sound'))) await this.press('tap-for-sound')
    const hasSound = (selector: string) => document.querySelector<HTMLVideoElement>(selector)?.muted === false
    await this.wait('the player is not muted', () => this.tab.evaluate(hasSound, VIDEO))
  }

  /** Makes the picture float. The controls fade out, and the first press may only show them again. */
  async float(): Promise<void> {
    await this.wait('the picture floats', async () => {
      if (await this.isShown(byTestId('float-window'))) return true
      await this.tab.click(byTestId('float'))
      await new Promise(done => setTimeout(done, CONTROLS_SHOW_MS))
      return undefined
    })
  }

  async stopsFloating(): Promise<void> {
    await this.wait('the floating window is closed', async () => !await this.isShown(byTestId('float-window')))
  }

  problems(): Promise<string[]> {
    return this.tab.evaluate(readProblems, PROBLEMS)
  }

  /** Fills the field in; repeats it if the starting page has replaced the field. */
  private fill(id: string, text: string): Promise<void> {
    const selector = `${byTestId(id)} input`
    return this.wait(`${id} is filled in`, async () => {
      const value = await this.tab.evaluate(wanted => document.querySelector<HTMLInputElement>(wanted)?.value, selector)
      if (value === '') await this.tab.type(selector, text)
      return value === text
    })
  }

  /** Waits for a fact; the error of a failure contains the page's text. */
  private async wait(what: string, fact: () => Promise<boolean | undefined>): Promise<void> {
    try {
      await until(what, fact)
    } catch (error) {
      const read = () => `${location.hash}\n${document.body.innerText.slice(0, 500)}`
      const shown = await this.tab.evaluate(read).catch(String)
      const problems = (await this.problems().catch(String)).toString()
      throw new Error(`${String(error)}\nThe page shows ${shown}\nErrors: ${problems}`, { cause: error })
    }
  }

  private async colour(): Promise<Colour | undefined> {
    return toColour(await this.tab.evaluate(readPixel, VIDEO))
  }
}
