import type { Page } from './page-stack'

export type FloatingReason = 'push' | 'pop'

/** Content of the floating window: a live component that can enter and leave it. */
export interface Floatable {
  wantsFloating(reason: FloatingReason): boolean
  entered(): void
  left(): void
}

interface Floating { page: Page, content: Floatable, isPopped: boolean }

export interface FloatingWindowOptions {
  floatablesOf: (page: Page) => readonly Floatable[]
  /** Ends a page that only the window keeps alive. */
  unload: (page: Page) => void
  /** Brings the page back to the top. */
  reopen: (page: Page) => void
}

/** WeChat's small window over other pages. Only one exists; leaving the page opens it, a tap or ✕ closes it. */
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

  /** Returns true when the page continues in the window and must be hidden instead of ended. */
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

  /** Ends the window because its page is on top again. */
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
