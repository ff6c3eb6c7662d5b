import type { Root } from 'glass-easel-miniprogram-adapter'
import type { AppConfig, PageConfig } from '../program.types'
import { pageRootOf } from './space'
import type { GeComponent, Space } from './space'
import { PageFrame } from './view/page-frame'
import type { FloatingWindow } from './floating-window'
import type { Problems } from './problems'

/** WeChat's limit for pages in the stack. */
export const STACK_LIMIT = 10

export type Query = Record<string, string>

export interface Page {
  path: string
  query: Query
  root: Root
  /** The instance in `getCurrentPages()`. */
  instance: Record<string, unknown>
  frame: PageFrame
  isShown: boolean
  /** False until the first showing; `setData` before it is not wasted. */
  hasBeenShown: boolean
}

export interface PageStackOptions {
  app: AppConfig
  space: Space
  problems: Problems
  /** Resolves when the code of the page's package is loaded and its components are registered. */
  prepare: (path: string) => Promise<void>
  /** Configuration with the theme's colours. */
  configOf: (path: string) => PageConfig
  screen: HTMLElement
  /** False while the mini-program is in the background. */
  isForeground: () => boolean
}

export class NavigationFailure extends Error {}

/** Values stay encoded, as in WeChat: pages decode them. */
export function parseUrl(url: string, from: string): { path: string, query: Query } {
  const [address = '', search = ''] = url.split('?')
  const path = address.startsWith('/') ? address.slice(1) : new URL(address, `file:///${from}`).pathname.slice(1)
  const query = Object.fromEntries(search.split('&').filter(Boolean).map(pair => {
    const at = pair.indexOf('=')
    return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
  }))
  return { path, query }
}

/** The stack of pages and their life-cycle events. */
export class PageStack {
  readonly pages: Page[] = []
  /** Set once by the host after it creates both. */
  floating: FloatingWindow | undefined
  private readonly options: PageStackOptions
  /** Includes pages that only the floating window keeps. */
  private readonly byRoot = new Map<GeComponent, Page>()
  private lastWebviewId = 0
  /** Serialises the opening and closing of pages. */
  private queue: Promise<unknown> = Promise.resolve()

  constructor(options: PageStackOptions) {
    this.options = options
  }

  get top(): Page | undefined {
    return this.pages.at(-1)
  }

  /** Repaints the bars after a change of the theme. */
  repaint(): void {
    for (const { path, frame } of this.byRoot.values()) frame.paint(this.options.configOf(path))
  }

  isTab(path: string): boolean {
    return this.options.app.tabBar?.list.some(({ pagePath }) => pagePath === path) ?? false
  }

  isVisible(page: Page): boolean {
    return page.isShown && this.options.isForeground()
  }

  pageOf(component: GeComponent): Page | undefined {
    return this.byRoot.get(pageRootOf(component))
  }

  navigateTo(url: string): Promise<Page> {
    return this.inTurn(async () => {
      if (this.pages.length >= STACK_LIMIT) throw new NavigationFailure('webview count limit exceed')
      const { path, query } = this.parse(url)
      if (this.isTab(path)) throw new NavigationFailure('can not navigateTo a tabbar page')
      await this.options.prepare(path)
      const below = this.top
      if (below) {
        this.floating?.leaving(below, 'push')
        this.hide(below)
      }
      return this.push(path, query)
    })
  }

  redirectTo(url: string): Promise<Page> {
    return this.inTurn(async () => {
      const { path, query } = this.parse(url)
      if (this.isTab(path)) throw new NavigationFailure('can not redirectTo a tabbar page')
      await this.options.prepare(path)
      this.popTop()
      return this.push(path, query)
    })
  }

  /** Also used for `switchTab`, which ends the other pages, and for the launch. */
  reLaunch(url: string): Promise<Page> {
    return this.inTurn(async () => {
      const { path, query } = this.parse(url)
      await this.options.prepare(path)
      while (this.pages.length > 0) this.popTop()
      return this.push(path, query)
    })
  }

  navigateBack(delta = 1): Promise<void> {
    return this.inTurn(async () => {
      const count = Math.min(delta, this.pages.length - 1)
      if (count < 1) throw new NavigationFailure('cannot navigate back at first page.')
      for (let popped = 0; popped < count; popped += 1) this.popTop()
      const page = this.top
      if (page) this.show(page)
    })
  }

  /** Brings a page of the floating window back to the top. */
  reopen(page: Page): Promise<void> {
    return this.inTurn(async () => {
      const at = this.pages.indexOf(page)
      if (at >= 0) {
        while (this.top !== page) this.popTop()
      } else {
        if (this.top) this.hide(this.top)
        this.pages.push(page)
      }
      this.floating?.returned(page)
      this.show(page)
    })
  }

  show(page: Page): void {
    if (page.isShown) return
    page.isShown = true
    page.hasBeenShown = true
    for (const other of this.pages) other.frame.setVisible(other === page)
    call(page, 'onShow')
    page.root.getComponent().triggerPageLifetime('show', [])
  }

  hide(page: Page): void {
    if (!page.isShown) return
    page.isShown = false
    call(page, 'onHide')
    page.root.getComponent().triggerPageLifetime('hide', [])
  }

  unload(page: Page): void {
    call(page, 'onUnload')
    page.root.release()
    this.byRoot.delete(page.root.getComponent())
    page.frame.element.remove()
  }

  resized(): void {
    for (const { frame } of this.pages) frame.layOut()
  }

  private parse(url: string): { path: string, query: Query } {
    const { path, query } = parseUrl(url, this.top?.path ?? '')
    const isKnown = this.options.app.pages.includes(path)
      || (this.options.app.subPackages ?? []).some(({ root, pages }) =>
        pages.some(page => `${root.replace(/\/$/, '')}/${page}` === path))
    if (!isKnown) throw new NavigationFailure(`page "${path}" is not found`)
    return { path, query }
  }

  private push(path: string, query: Query): Page {
    const { space, screen, configOf } = this.options
    const root = space.createRoot(path)
    const instance = root.get() as unknown as Record<string, unknown>
    const frame = new PageFrame({
      path,
      config: configOf(path),
      canGoBack: this.pages.length > 0,
      hasTabBar: this.isTab(path),
      onBack: () => void this.navigateBack().catch(() => {}),
    })
    this.lastWebviewId += 1
    // uni-app reads these while it attaches.
    Object.assign(instance, {
      route: path, __route__: path, __wxWebviewId__: this.lastWebviewId, options: query, __displayReporter: {},
    })
    const page: Page = { path, query, root, instance, frame, isShown: false, hasBeenShown: false }
    this.pages.push(page)
    this.byRoot.set(root.getComponent(), page)
    screen.append(frame.element)
    const placeholder = document.createElement('i')
    frame.page.append(placeholder)
    root.attach(frame.page as never, placeholder as never)
    call(page, 'onLoad', query)
    this.show(page)
    return page
  }

  private popTop(): void {
    const page = this.pages.pop()
    if (!page) return
    const livesOn = this.floating?.leaving(page, 'pop') ?? false
    if (livesOn) {
      this.hide(page)
      page.frame.setVisible(false)
    } else {
      page.isShown = false
      this.unload(page)
    }
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(run)
    this.queue = turn.catch(() => {})
    return turn
  }
}

/** Calls a life-cycle hook of a page; reports its error as the page's, not the host's. */
export function call(page: Page, moment: string, argument?: unknown): unknown {
  const listener = page.instance[moment]
  if (typeof listener !== 'function') return undefined
  try {
    return (listener as (argument: unknown) => unknown).call(page.instance, argument)
  } catch (error) {
    reportError(error)
    return undefined
  }
}
