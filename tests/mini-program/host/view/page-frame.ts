import type { PageConfig } from '../../program.types'

/** Pixels, as on a phone without a notch. The capsule is WeChat's button at the top right. */
export const STATUS_BAR_PX = 25
export const TITLE_BAR_PX = 44
export const TAB_BAR_PX = 50
const CAPSULE = { width: 87, height: 32, top: 29, rightGap: 7 }

export function capsuleRect() {
  const { width, height, top, rightGap } = CAPSULE
  const right = window.innerWidth - rightGap
  return { width, height, top, bottom: top + height, right, left: right - width }
}

export interface FrameOptions {
  path: string
  config: PageConfig
  canGoBack: boolean
  hasTabBar: boolean
  onBack: () => void
}

/** The window of one page: a title bar, and a box below it to which `position: fixed` and `vh` refer. */
export class PageFrame {
  readonly element = document.createElement('section')
  readonly view = document.createElement('div')
  readonly scroller = document.createElement('div')
  /** The `page` element of WXSS. */
  readonly page = document.createElement('page')
  private readonly title = document.createElement('span')
  private readonly bar = document.createElement('header')
  private readonly options: FrameOptions

  constructor(options: FrameOptions) {
    this.options = options
    const { config, path } = options
    this.element.className = 'kaike-page'
    this.element.dataset.route = path
    this.view.className = 'kaike-view'
    this.scroller.className = 'kaike-scroller'
    if (config.disableScroll) this.scroller.style.overflow = 'hidden'
    this.scroller.append(this.page)
    this.view.append(this.scroller)
    if (config.navigationStyle !== 'custom') this.element.append(this.titleBar())
    this.element.append(this.view)
    this.layOut()
  }

  setTitle(title: string): void {
    this.title.textContent = title
  }

  get titleText(): string {
    return this.title.textContent
  }

  /** Applies the colours of the theme. */
  paint({ navigationBarBackgroundColor, navigationBarTextStyle }: PageConfig): void {
    this.bar.style.background = navigationBarBackgroundColor ?? '#000'
    this.bar.style.color = navigationBarTextStyle ?? 'white'
  }

  setVisible(isVisible: boolean): void {
    this.element.style.display = isVisible ? 'flex' : 'none'
  }

  /** Height below the bars, pixels. */
  get height(): number {
    const { config, hasTabBar } = this.options
    const above = config.navigationStyle === 'custom' ? 0 : STATUS_BAR_PX + TITLE_BAR_PX
    return window.innerHeight - above - (hasTabBar ? TAB_BAR_PX : 0)
  }

  layOut(): void {
    this.view.style.height = `${this.height}px`
    this.view.style.setProperty('--wx-vh', `${this.height / 100}px`)
  }

  private titleBar(): HTMLElement {
    const { config, canGoBack, onBack } = this.options
    this.bar.className = 'kaike-title-bar'
    this.paint(config)
    this.title.textContent = config.navigationBarTitleText ?? ''
    if (canGoBack) {
      const back = document.createElement('i')
      back.className = 'kaike-back'
      back.textContent = '‹'
      back.addEventListener('click', onBack)
      this.bar.append(back)
    }
    this.bar.append(this.title)
    return this.bar
  }
}
