import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessibilityProblems } from './accessibility'
import { DESKTOP, PHONE } from './browser'
import { shoot } from './shots'

/** Pairwise combinations of language, theme and width: four take half the time of all eight. */
const LOOKS = [
  { language: 'en', device: 'desktop', colorScheme: 'light' },
  { language: 'en', device: 'phone', colorScheme: 'dark' },
  { language: 'zh', device: 'desktop', colorScheme: 'dark' },
  { language: 'zh', device: 'phone', colorScheme: 'light' },
] as const
const TAB_OF = { zh: '中文', en: 'English' } as const
const LANG_OF = { zh: 'zh-CN', en: 'en' } as const
const VIEWPORT_OF = { phone: PHONE, desktop: DESKTOP } as const

/** Checks a page in both languages, both themes, and at the widths of a desktop and a phone. */
export class Looks {
  private readonly page: Page
  private readonly settings: Page

  private constructor(page: Page, settings: Page) {
    this.page = page
    this.settings = settings
  }

  /** The language is changed in another tab of the same profile, so that the page itself stays as it is. */
  static async of(page: Page): Promise<Looks> {
    const settings = await page.context().newPage()
    await settings.goto(`${new URL(page.url()).origin}/#/pages/me/me`)
    await settings.getByText(TAB_OF.zh, { exact: true }).waitFor()
    return new Looks(page, settings)
  }

  /**
   * Checks every look for accessibility problems and horizontal overflow, and keeps a picture of each.
   * The last look is the one that tests start with: Chinese, light, a phone.
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
      const overflow = await this.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return scrollWidth - clientWidth
      })
      expect(overflow, look).toBeLessThanOrEqual(0)
    }
  }
}
