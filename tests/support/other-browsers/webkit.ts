import type { Readable } from 'node:stream'
import { freePort } from '../../../scripts/lib/free-port.mjs'
import { TOOLS } from '../../../scripts/test-runner/tools.mjs'
import { endProgram, startProgram } from './processes'
import { firstVisible, until } from './tab'
import type { Browser, Tab } from './tab'
import { WebDriverSession } from './webdriver'
import type { WebDriverElement } from './webdriver'

const SCREEN = '1280x1024x24'

/** Starts a virtual screen: MiniBrowser does not run without one. */
async function openScreen() {
  const child = startProgram('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const told = child.stdio[3] as Readable
  const number = await new Promise<string>((resolve, reject) => {
    told.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    child.once('error', reject)
    child.once('exit', () => reject(new Error('Xvfb ended')))
  })
  return { display: `:${number}`, close: () => endProgram(child) }
}

/** Starts WebKitGTK's MiniBrowser, the closest relative of Safari on Linux. */
export async function launchWebKit(): Promise<Browser> {
  const screen = await openScreen()
  const port = await freePort()
  const driver = startProgram('WebKitWebDriver', [`--port=${port}`], {
    // HLS is off by default in WebKitGTK and always on in Safari.
    env: { ...process.env, DISPLAY: screen.display, GDK_BACKEND: 'x11', WEBKIT_GST_ENABLE_HLS_SUPPORT: '1' },
    stdio: 'ignore',
  })
  const driverUrl = `http://127.0.0.1:${port}`
  await until('WebKitWebDriver answers', () => WebDriverSession.isReady(driverUrl))
  const binary = TOOLS.webkit.find()
  if (!binary) throw new Error('No WebKitGTK found: npm test installs it')
  const session = await WebDriverSession.open(driverUrl, {
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  })
  const pick = async (selector: string) => {
    const element = await session.execute<WebDriverElement | null>(String(firstVisible), [selector])
    if (!element) throw new Error(`Nothing visible is ${selector}`)
    return element
  }
  const tab: Tab = {
    goto: url => session.navigate(url),
    reload: () => session.refresh(),
    evaluate: (fn, ...args) => session.execute(String(fn), args),
    click: async selector => session.click(await pick(selector)),
    type: async (selector, text) => session.sendKeys(await pick(selector), text),
  }
  return {
    name: 'WebKitGTK',
    version: session.browserVersion,
    tab,
    async close() {
      await session.close().catch(() => {})
      await endProgram(driver)
      await screen.close()
    },
  }
}
