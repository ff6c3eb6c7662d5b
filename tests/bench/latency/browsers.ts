import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { chromiumPath } from '../../support/browser/browser'
import type { PushSettings } from './pages'

/** WeChat's code for an accepted stream. */
const PUSH_STARTED = 1002

/** Launches a browser with a beeping microphone that needs no permission, and with sound without a tap. */
export const launchWithFakeDevices = (): Promise<Browser> => chromium.launch({
  executablePath: chromiumPath(),
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
  ],
})

/** Opens a page of the host and waits for its script. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage()
  page.on('pageerror', error => { console.error(error) })
  await page.goto(url)
  await page.waitForFunction(() => 'page' in window)
  return page
}

/** Resolves when the relay has accepted the stream. */
export async function startPush(page: Page, url: string, settings: PushSettings): Promise<void> {
  await page.evaluate(([src, props]) => window.page.push(src, props), [url, settings] as const)
  await page.waitForFunction(code => window.page.codes.includes(code), PUSH_STARTED)
}
