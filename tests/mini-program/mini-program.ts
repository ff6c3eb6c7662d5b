import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, BrowserContext, ElementHandle, Page } from 'playwright-core'
import type { Driver } from './host/driver'
import { DEFAULT_OPTIONS } from './host/options.types'
import type { HostOptions, Theme } from './host/options.types'
import type { HostServer } from './serve/host-server'

/** Screenshots: test output, never checked in. */
const OUTPUT = resolve('tests/output/mini-program')
const LOOK_EVERY_MS = 50
const FAST_FACTOR = 10

export interface StartOptions extends Partial<Omit<HostOptions, 'launch' | 'answers' | 'clock'>> {
  /** `fast`: a virtual clock that moves while the test waits, ten times as fast as the real one. */
  clock?: HostOptions['clock'] | 'fast'
  launch?: Partial<HostOptions['launch']>
  answers?: Partial<HostOptions['answers']>
  viewport?: { width: number, height: number }
}

/** Reused tabs by browser and language: a warm tab starts a phone in half the time. */
const drawers = new WeakMap<Browser, Map<string, Promise<Drawer>>>()

interface Drawer {
  context: BrowserContext
  /** Empty tabs; the host keeps the whole state of a phone in its page. */
  idle: Page[]
}

function drawerFor(browser: Browser, locale: string): Promise<Drawer> {
  const known = drawers.get(browser) ?? new Map<string, Promise<Drawer>>()
  drawers.set(browser, known)
  const drawer = known.get(locale) ?? openDrawer(browser, locale)
  known.set(locale, drawer)
  return drawer
}

async function openDrawer(browser: Browser, locale: string): Promise<Drawer> {
  const context = await browser.newContext({
    locale, hasTouch: true, isMobile: true, deviceScaleFactor: 2, timezoneId: 'Asia/Shanghai',
  })
  // Pages can reach only loopback addresses.
  await context.route(url => url.hostname !== '127.0.0.1', route => route.abort())
  return { context, idle: [] }
}

type Calls = {
  [M in keyof Driver]: Driver[M] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never
}

/** One phone that runs the mini-program. */
export class MiniProgram {
  readonly page: Page
  private readonly drawer: Drawer
  private readonly isFast: boolean

  private constructor(page: Page, drawer: Drawer, isFast: boolean) {
    this.page = page
    this.drawer = drawer
    this.isFast = isFast
  }

  static async start(
    browser: Browser, server: Omit<HostServer, 'close'>, given: StartOptions = {},
  ): Promise<MiniProgram> {
    const { viewport = { width: 375, height: 812 }, clock = DEFAULT_OPTIONS.clock, ...rest } = given
    const isFast = clock === 'fast'
    const options: HostOptions = {
      ...DEFAULT_OPTIONS,
      ...rest,
      clock: isFast ? 'virtual' : clock,
      launch: { ...DEFAULT_OPTIONS.launch, ...given.launch },
      answers: { ...DEFAULT_OPTIONS.answers, ...given.answers },
    }
    const drawer = await drawerFor(browser, options.language === 'en' ? 'en-US' : 'zh-CN')
    const page = drawer.idle.pop() ?? await drawer.context.newPage()
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: options.theme })
    await page.bringToFront()
    await page.goto(server.url)
    const boot = [{ ...options, program: server.program }, server.since] as const
    await page.evaluate(([given, since]) => window.kaike.boot(given, since), boot)
    const program = new MiniProgram(page, drawer, isFast)
    await program.host.settle()
    return program
  }

  /** The driver inside the browser: `await phone.host.hide()`. */
  readonly host: Calls = new Proxy({} as Calls, {
    get: (_, method: string) => (...args: unknown[]) => this.page.evaluate(([name, given]) => {
      const { driver } = window.kaike as unknown as { driver: Record<string, (...args: unknown[]) => unknown> }
      return driver[name]?.(...given)
    }, [method, args] as const),
  })

  /** Switches the whole phone to light or dark. */
  async wears(theme: Theme): Promise<void> {
    await this.page.emulateMedia({ colorScheme: theme })
    await this.host.setTheme(theme)
    await this.host.settle()
  }

  /** A real touch on the element with this test id. */
  async tap(testId: string): Promise<void> {
    await this.comesToFront()
    await (await this.element(testId)).tap()
    await this.host.settle()
  }

  /** A real touch on the first match of a selector in the front page. */
  async touch(selector: string): Promise<void> {
    await this.comesToFront()
    await this.front(selector).first().tap()
    await this.host.settle()
  }

  /** Chromium paints a background tab once a second, and touches and screenshots wait for a paint. */
  private async comesToFront(): Promise<void> {
    await this.page.bringToFront()
  }

  async fill(testId: string, text: string): Promise<void> {
    const control = await (await this.element(testId)).waitForSelector('.kaike-control')
    await control.fill(text)
  }

  /** Chooses in the picker with this test id, by the text of each wheel's option. */
  async pick(testId: string, ...texts: string[]): Promise<void> {
    await this.tap(testId)
    const wheels = this.page.locator('.kaike-picker select')
    for (const [n, text] of texts.entries()) await wheels.nth(n).selectOption({ label: text })
    await this.page.locator('.kaike-confirm').tap()
    await this.host.settle()
  }

  /** Locates inside the front page. */
  front(selector: string) {
    return this.page.locator('.kaike-page:not([style*="display: none"])').locator(selector)
  }

  async text(): Promise<string> {
    return this.page.evaluate(() => {
      const shown = [...document.querySelectorAll<HTMLElement>('.kaike-page')]
        .filter(({ style }) => style.display !== 'none')
      return shown.at(-1)?.innerText ?? ''
    })
  }

  /** `data-phase` of the live page in front: the phase, independent of the shown text. */
  async phase(): Promise<string | undefined> {
    return await this.front('[data-phase]').first().getAttribute('data-phase', { timeout: 5_000 }) ?? undefined
  }

  /** Records the phases of the live page from now on. Returns the function that reads them. */
  async recordPhases(): Promise<() => Promise<string[]>> {
    const seen = await this.page.evaluateHandle(() => {
      const phases: string[] = []
      const note = (element: Element) => phases.push(element.getAttribute('data-phase') ?? '')
      document.querySelectorAll('[data-phase]').forEach(note)
      new MutationObserver(changes => { for (const { target } of changes) note(target as Element) })
        .observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-phase'] })
      return phases
    })
    return () => seen.jsonValue()
  }

  /** Waits until `check` holds; `timeoutMs` is real time. */
  async until(what: string, check: () => Promise<boolean>, timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs
    while (!await check()) {
      if (Date.now() > deadline) {
        const shown = (await this.text()).slice(0, 400)
        throw new Error(`Not within ${timeoutMs} ms: ${what}. The page shows: ${shown}`)
      }
      if (this.isFast) await this.host.advance(FAST_FACTOR * LOOK_EVERY_MS)
      await new Promise(done => setTimeout(done, LOOK_EVERY_MS))
    }
  }

  async phaseBecomes(phase: string): Promise<void> {
    await this.until(`phase ${phase}`, async () => await this.front(`[data-phase="${phase}"]`).count() > 0)
  }

  async routeBecomes(route: string): Promise<void> {
    await this.until(`page ${route}`, async () => await this.host.route() === route)
    await this.host.settle()
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.until(`text ${text}`, async () => {
      const shown = await this.text()
      return typeof text === 'string' ? shown.includes(text) : text.test(shown)
    })
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(OUTPUT, { recursive: true })
    await this.comesToFront()
    await this.page.screenshot({ path: `${OUTPUT}/${name}.png`, scale: 'css' })
  }

  async close(): Promise<void> {
    await this.page.goto('about:blank')
    this.drawer.idle.push(this.page)
  }

  /** Whether the front page has an element with this test id. */
  async has(testId: string): Promise<boolean> {
    return await this.find(testId) !== null
  }

  private async find(testId: string): Promise<ElementHandle | null> {
    const handle = await this.page.evaluateHandle(id => window.kaike.driver?.byTestId(id) ?? null, testId)
    return handle.asElement()
  }

  private async element(testId: string): Promise<ElementHandle> {
    let element: ElementHandle | null = null
    await this.until(`test id ${testId}`, async () => (element = await this.find(testId)) !== null)
    return element as unknown as ElementHandle
  }
}
