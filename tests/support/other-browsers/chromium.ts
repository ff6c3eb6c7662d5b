import type { ChromiumOptions } from '../browser/browser'
import { launchChromium } from '../browser/browser'
import { firstVisible } from './tab'
import type { Browser, Tab } from './tab'

/** Chromium with the interface of the other browsers, for classes with two browsers. */
export async function launchChromiumTab(options: ChromiumOptions = {}): Promise<Browser> {
  const browser = await launchChromium(options)
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1024, height: 730 } })
  const pick = async (selector: string) => {
    const element = (await page.evaluateHandle(firstVisible, selector)).asElement()
    if (!element) throw new Error(`Nothing visible is ${selector}`)
    return element
  }
  const tab: Tab = {
    async goto(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    // Playwright passes one argument to a function; an expression can contain any number.
    evaluate: (fn, ...args) => page.evaluate(`(${String(fn)})(...${JSON.stringify(args)})`),
    click: async selector => (await pick(selector)).click(),
    type: async (selector, text) => (await pick(selector)).fill(text),
  }
  return { name: 'Chromium', version: browser.version(), tab, close: () => browser.close() }
}
