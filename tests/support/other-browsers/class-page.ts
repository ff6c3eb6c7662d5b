import { PASSWORD } from '../browser/server-process'
import { VIDEO, readPixel, toColour } from '../browser/picture'
import type { Colour } from '../browser/picture'
import { COLOURS } from '../browser/clips'
import { PROBLEMS, readProblems } from './probed-pages'
import { countVisible, until } from './tab'
import type { Tab } from './tab'

const CONTROLS_SHOW_MS = 300

export const byTestId = (id: string): string => `[data-testid="${id}"]`

/** What a person does on the pages of a class, in any browser. */
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
    await this.wait('somebody is signed in', async () => !await this.isShown(byTestId('sign-in')))
  }

  async signOut(): Promise<void> {
    await this.open('me/me')
    await this.press('sign-out')
    await this.shows(byTestId('sign-in'))
  }

  /** By the address, as from a bookmark. */
  async open(page: string): Promise<void> {
    await this.tab.evaluate(hash => { location.hash = hash }, `#/pages/${page}`)
  }

  async phase(): Promise<string | undefined> {
    return this.tab.evaluate(() => document.querySelector<HTMLElement>('[data-testid="live-state"]')?.dataset.phase)
  }

  async phaseBecomes(wanted: string): Promise<void> {
    await this.wait(`the page says ${wanted}`, async () => await this.phase() === wanted)
  }

  /** Out of the list of what the page says, which may change at any time. */
  async phaseLeaves(left: string): Promise<void> {
    await this.wait(`the page no longer says ${left}`, async () => await this.phase() !== left)
  }

  /** Every colour of the clip: a still, a black or another picture cannot do that. */
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

  /** Pictures decoded since the element was made. */
  decodedFrames(): Promise<number> {
    return this.tab.evaluate(selector => document.querySelector<HTMLVideoElement>(selector)?.getVideoPlaybackQuality().totalVideoFrames ?? 0, VIDEO)
  }

  /** A browser that refuses sound before a tap gets one. */
  async allowSound(): Promise<void> {
    if (await this.isShown(byTestId('tap-for-sound'))) await this.press('tap-for-sound')
    await this.wait('the player is not muted', () => this.tab.evaluate(selector => document.querySelector<HTMLVideoElement>(selector)?.muted === false, VIDEO))
  }

  /** The controls over a picture fade: the first press may only bring them back. */
  async float(): Promise<void> {
    await this.wait('the picture floats', async () => {
      if (await this.isShown(byTestId('float-window'))) return true
      await this.tab.click(byTestId('float'))
      await new Promise(done => setTimeout(done, CONTROLS_SHOW_MS))
      return undefined
    })
  }

  async stopsFloating(): Promise<void> {
    await this.wait('nothing floats', async () => !await this.isShown(byTestId('float-window')))
  }

  problems(): Promise<string[]> {
    return this.tab.evaluate(readProblems, PROBLEMS)
  }

  /** A field that is replaced while the pages start is filled once more. */
  private fill(id: string, text: string): Promise<void> {
    const selector = `${byTestId(id)} input`
    return this.wait(`${id} is filled in`, async () => {
      const value = await this.tab.evaluate(wanted => document.querySelector<HTMLInputElement>(wanted)?.value, selector)
      if (value === '') await this.tab.type(selector, text)
      return value === text
    })
  }

  /** A failure says what the page shows. */
  private async wait(what: string, fact: () => Promise<boolean | undefined>): Promise<void> {
    try {
      await until(what, fact)
    } catch (error) {
      const shown = await this.tab.evaluate(() => `${location.hash}\n${document.body.innerText.slice(0, 500)}`).catch(String)
      throw new Error(`${String(error)}\nThe page shows ${shown}\nErrors: ${(await this.problems().catch(String)).toString()}`, { cause: error })
    }
  }

  private async colour(): Promise<Colour | undefined> {
    return toColour(await this.tab.evaluate(readPixel, VIDEO))
  }
}
