import puppeteer from 'puppeteer-core'
import { TOOLS } from '../../../scripts/test-runner/tools.mjs'
import { openSoundDevice } from './sound-device'
import { firstVisible } from './tab'
import type { Browser, Tab } from './tab'

/** Firefox's test devices replace camera and microphone, and Firefox grants the permissions. */
const FAKE_DEVICES = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true }

export async function launchFirefox(): Promise<Browser> {
  const executablePath = TOOLS.firefox.find()
  if (!executablePath) throw new Error('No Firefox found: npm test installs it, or set KAIKE_FIREFOX to its path')
  const device = await openSoundDevice()
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    env: { ...process.env, ...device.env },
    extraPrefsFirefox: { ...FAKE_DEVICES, 'intl.accept_languages': 'zh-CN' },
    defaultViewport: { width: 1024, height: 730 },
  })
  const page = await browser.newPage()
  const pick = async (selector: string) => {
    const element = (await page.evaluateHandle(firstVisible, selector)).asElement()
    if (!element) throw new Error(`Nothing visible is ${selector}`)
    return element as Awaited<ReturnType<typeof page.$>> & object
  }
  const tab: Tab = {
    async goto(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    // Puppeteer's type unwraps handles in the arguments; there are none here.
    evaluate: (fn, ...args) => page.evaluate(fn as (...args: unknown[]) => never, ...args),
    click: async selector => (await pick(selector)).click(),
    type: async (selector, text) => (await pick(selector)).type(text),
  }
  return {
    name: 'Firefox',
    version: await browser.version(),
    tab,
    async close() {
      await browser.close()
      await device.close()
    },
  }
}
