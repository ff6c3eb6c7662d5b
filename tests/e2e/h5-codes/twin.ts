import type { Browser, Page } from 'playwright-core'
import { ShapedNetwork } from '../../support/browser/shaped-network'
import { EXPIRED } from './twin-host'
import type { TwinHost } from './twin-host'
import './twins'

/** One twin in its own page and network. */
export interface Twin {
  page: Page
  network: ShapedNetwork
  codes: () => Promise<number[]>
  /** Resolves once the code has been reported `times` times. */
  reports: (code: number, times?: number) => Promise<void>
  urlOf: (stream: string) => string
  close: () => Promise<void>
}

export interface TwinPlace {
  host: TwinHost
  browser: Browser
  permissions?: string[]
}

const REPORTED_WITHIN_MS = 40_000

export async function openTwin({ host, browser, permissions = ['camera', 'microphone'] }: TwinPlace): Promise<Twin> {
  const network = await ShapedNetwork.before(host.url)
  const context = await browser.newContext({ permissions })
  const page = await context.newPage()
  await page.goto(network.url)
  await page.waitForFunction(() => 'twins' in window)
  const codes = () => page.evaluate(() => window.twins.codes)
  return {
    page, network, codes,
    reports: async (code, times = 1) => {
      // Hooks also wait for reports, and vitest has no `expect.poll` in hooks.
      const deadline = Date.now() + REPORTED_WITHIN_MS
      while ((await codes()).filter(it => it === code).length < times) {
        if (Date.now() > deadline) {
          throw new Error(`${code} was not reported ${times} times in time; reported: ${(await codes()).join(' ')}`)
        }
        await waitSeconds(0.1)
      }
    },
    urlOf: stream => `ws://127.0.0.1:${network.port}/live/${stream}.flv`,
    async close() {
      await context.close()
      await network.close()
    },
  }
}

/** Pushes to a stream of this name; resolves when the host has accepted it or refuses it. */
export async function startPusher(stream: string, place: TwinPlace): Promise<Twin> {
  const twin = await openTwin(place)
  await twin.page.evaluate(() => window.twins.preview())
  await twin.reports(1007)
  await twin.page.evaluate(url => window.twins.push(url), twin.urlOf(stream))
  if (stream !== EXPIRED) await twin.reports(1002)
  return twin
}

export async function startPlayer(stream: string, place: TwinPlace): Promise<Twin> {
  const twin = await openTwin(place)
  await twin.page.evaluate(url => window.twins.play(url), twin.urlOf(stream))
  return twin
}

/** Starts a player and waits for its picture to move. */
export async function startWatching(stream: string, place: TwinPlace): Promise<Twin> {
  const twin = await startPlayer(stream, place)
  await Promise.all([twin.reports(2004), twin.reports(2032)])
  return twin
}

export const waitSeconds = (seconds: number): Promise<void> => new Promise(done => setTimeout(done, seconds * 1000))
