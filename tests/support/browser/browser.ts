import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { Office } from './api'
import { PASSWORD, type ServerProcess } from './server-process'

const CANDIDATES = [
  process.env.KAIKE_CHROMIUM, process.env.CHROMIUM_PATH,
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
]

export function chromiumPath(): string {
  const found = CANDIDATES.find(path => path && existsSync(path))
  if (!found) throw new Error('No Chromium found: npm test installs it, or set KAIKE_CHROMIUM to its path')
  return found
}

export interface ChromiumOptions {
  /** Files that replace camera and microphone; without them Chromium has no devices. */
  devices?: { video: string, audio: string }
  /** Set to forbid sound before the first touch of the page. */
  autoplay?: 'document-user-activation-required'
}

/** Command line of every Chromium in these tests. */
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

/** Signs in through the login page. */
export async function signIn(page: Page, server: Pick<ServerProcess, 'url'>, account: string): Promise<void> {
  await page.goto(server.url)
  await page.getByTestId('account').locator('input').fill(account)
  await page.getByTestId('password').locator('input').fill(PASSWORD)
  await page.getByTestId('sign-in').click()
  await page.getByTestId('sign-in').waitFor({ state: 'detached' })
}

/** The entries that the web app stores for a sign-in, in uni-app's format of objects. */
async function storedSignIn(server: Pick<ServerProcess, 'url'>, account: string): Promise<Record<string, string>> {
  const { accessToken, refreshToken, member, school } = await Office.newSignIn(server, account)
  const stored = (data: object) => JSON.stringify({ type: 'object', data })
  return { 'kaike.tokens': stored({ accessToken, refreshToken }), 'kaike.identity': stored({ member, school }) }
}

/** Runs in the page before its scripts: stores the sign-in once per profile, so that signing out lasts. */
function storeOnce(entries: Record<string, string>): void {
  if (location.protocol !== 'http:' || 'signedInOnce' in localStorage) return
  Object.assign(localStorage, entries, { signedInOnce: 'yes' })
}

/**
 * Opens the list of lessons in a new browser profile that is already signed in.
 * Signing in through the login page takes seconds of CPU time: only `planning.test.ts` and `signIn` do that.
 */
export async function signInAs(
  browser: Browser, server: Pick<ServerProcess, 'url'>, account: string, options: BrowserContextOptions = {},
): Promise<{ page: Page, context: BrowserContext, problems: string[] }> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', ...options })
  await context.addInitScript(storeOnce, await storedSignIn(server, account))
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  await page.goto(server.url)
  await page.getByTestId('me').waitFor()
  return { page, context, problems }
}
