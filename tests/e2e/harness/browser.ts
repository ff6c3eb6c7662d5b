import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { PASSWORD, type ServerProcess } from './server-process'

const CANDIDATES = [process.env.KAIKE_CHROMIUM, process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export function chromiumPath(): string {
  const found = CANDIDATES.find(path => path && existsSync(path))
  if (!found) throw new Error('No Chromium found: npm test installs it, or set KAIKE_CHROMIUM to its path')
  return found
}

export interface ChromiumOptions {
  /** Files in place of camera and microphone; without them Chromium has none. */
  devices?: { video: string, audio: string }
  /** Whether sound may play before a person has touched the page. */
  autoplay?: 'document-user-activation-required'
}

/** How every Chromium is started here. */
export const chromiumArguments = ({ devices, autoplay }: ChromiumOptions): string[] => [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  ...(autoplay ? [`--autoplay-policy=${autoplay}`] : []),
  ...(devices
    ? [
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${devices.video}`,
        `--use-file-for-fake-audio-capture=${devices.audio}`,
      ]
    : []),
]

export const launchChromium = (options: ChromiumOptions = {}): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments(options) })

export const PHONE = { width: 375, height: 812 }
export const DESKTOP = { width: 1280, height: 800 }

/** Through the login page, which is there when nobody is signed in. */
export async function signIn(page: Page, server: Pick<ServerProcess, 'url'>, account: string): Promise<void> {
  await page.goto(server.url)
  await page.getByTestId('account').locator('input').fill(account)
  await page.getByTestId('password').locator('input').fill(PASSWORD)
  await page.getByTestId('sign-in').click()
  await page.getByTestId('sign-in').waitFor({ state: 'detached' })
}

/** A person at a device of their own: a fresh browser profile, signed in through the login page. */
export async function signInAs(
  browser: Browser, server: Pick<ServerProcess, 'url'>, account: string, options: BrowserContextOptions = {},
): Promise<{ page: Page, context: BrowserContext, problems: string[] }> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', ...options })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  await signIn(page, server, account)
  return { page, context, problems }
}
