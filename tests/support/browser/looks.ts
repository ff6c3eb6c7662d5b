import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessibilityProblems } from './accessibility'
import { DESKTOP, PHONE } from './browser'
import { shoot } from './shots'

/** Every two of language, theme and width meet in one of these four, which take half the time of all eight. */
const LOOKS = [
  { language: 'en', device: 'desktop', colorScheme: 'light' },
  { language: 'en', device: 'phone', colorScheme: 'dark' },
  { language: 'zh', device: 'desktop', colorScheme: 'dark' },
  { language: 'zh', device: 'phone', colorScheme: 'light' },
] as const
const TAB_OF = { zh: '中文', en: 'English' } as const
const LANG_OF = { zh: 'zh-CN', en: 'en' } as const
const VIEWPORT_OF = { phone: PHONE, desktop: DESKTOP } as const

/** A page in both languages, both themes, and at the width of a desktop and of a phone. */
export class Looks {
  private readonly page: Page
  private readonly settings: Page

  private constructor(page: Page, settings: Page) {
    this.page = page
    this.settings = settings
  }

  /** The language is chosen in another tab of the same person, so that the page itself is not touched. */
  static async of(page: Page): Promise<Looks> {
    const settings = await page.context().newPage()
    await settings.goto(`${new URL(page.url()).origin}/#/pages/me/me`)
    await settings.getByText(TAB_OF.zh, { exact: true }).waitFor()
    return new Looks(page, settings)
  }

  /**
   * What the page shows now has no accessibility problem and nothing hangs over, in any look; a picture is kept of each. It
   * ends as tests begin: Chinese, light, a phone.
   */
  async areRight(name: string): Promise<void> {
    for (const { language, device, colorScheme } of LOOKS) {
      const look = `${device}-${language}-${colorScheme}`
      await this.settings.getByText(TAB_OF[language], { exact: true }).click()
      await this.page.locator(`html[lang="${LANG_OF[language]}"]`).waitFor({ state: 'attached' })
      await this.page.emulateMedia({ colorScheme })
      await this.page.setViewportSize(VIEWPORT_OF[device])
      await shoot(this.page, `${name}-${look}`)
      expect(await accessibilityProblems(this.page), look).toEqual([])
      const overhang = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(overhang, look).toBeLessThanOrEqual(0)
    }
  }
}
