import type { Page } from './page-stack'

export type FloatingReason = 'push' | 'pop'

/** What the floating window shows: a live component that knows how to go in and out of it. */
export interface Floatable {
  wantsFloating(reason: FloatingReason): boolean
  entered(): void
  left(): void
}

interface Floating { page: Page, content: Floatable, isPopped: boolean }

export interface FloatingWindowOptions {
  floatablesOf: (page: Page) => readonly Floatable[]
  /** Ends a page that only the window kept alive. */
  unload: (page: Page) => void
  /** Brings the page to the top again. */
  reopen: (page: Page) => void
}

/** WeChat's small picture over other pages: at most one, entered by leaving the page, ended by tap or ✕. */
export class FloatingWindow {
  private current: Floating | undefined
  private readonly element = document.createElement('div')
  private readonly options: FloatingWindowOptions

  constructor(options: FloatingWindowOptions) {
    this.options = options
    this.element.className = 'kaike-floating'
    this.element.hidden = true
    document.body.append(this.element)
  }

  get page(): Page | undefined {
    return this.current?.page
  }

  /** True where the page lives on in the window and must be hidden instead of ended. */
  leaving(page: Page, reason: FloatingReason): boolean {
    if (this.current?.page === page) {
      if (reason === 'pop') this.current.isPopped = true
      return true
    }
    const content = this.options.floatablesOf(page).find(floatable => floatable.wantsFloating(reason))
    if (!content) return false
    this.close()
    this.current = { page, content, isPopped: reason === 'pop' }
    this.element.hidden = false
    this.element.dataset.route = page.path
    content.entered()
    return true
  }

  /** The page is on top again, whoever brought it there. */
  returned(page: Page): void {
    if (this.current?.page !== page) return
    this.end()
  }

  tap(): void {
    const page = this.current?.page
    if (page) this.options.reopen(page)
  }

  /** ✕, or `exitPictureInPicture`. */
  close(): void {
    const ended = this.current
    if (!ended) return
    this.end()
    if (ended.isPopped) this.options.unload(ended.page)
  }

  private end(): void {
    const ended = this.current
    this.current = undefined
    this.element.hidden = true
    ended?.content.left()
  }
}
