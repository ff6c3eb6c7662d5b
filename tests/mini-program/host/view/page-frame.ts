import type { PageConfig } from '../../program.types'

/** Pixels, as on a phone without a notch; the capsule is WeChat's own button at the top right. */
export const STATUS_BAR_PX = 25
export const TITLE_BAR_PX = 44
export const TAB_BAR_PX = 50
const CAPSULE = { width: 87, height: 32, top: 29, rightGap: 7 }

export function capsuleRect() {
  const right = window.innerWidth - CAPSULE.rightGap
  return { width: CAPSULE.width, height: CAPSULE.height, top: CAPSULE.top, bottom: CAPSULE.top + CAPSULE.height, right, left: right - CAPSULE.width }
}

export interface FrameOptions {
  path: string
  config: PageConfig
  canGoBack: boolean
  hasTabBar: boolean
  onBack: () => void
}

/** One page's own window: title bar, and a box below it that `position: fixed` and `vh` refer to. */
export class PageFrame {
  readonly element = document.createElement('section')
  readonly view = document.createElement('div')
  readonly scroller = document.createElement('div')
  /** WXSS calls it `page`. */
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

  /** In the colours of the phone's theme. */
  paint({ navigationBarBackgroundColor: background = '#000', navigationBarTextStyle: text = 'white' }: PageConfig): void {
    this.bar.style.background = background
    this.bar.style.color = text
  }

  setVisible(isVisible: boolean): void {
    this.element.style.display = isVisible ? 'flex' : 'none'
  }

  /** Pixels below the bars. */
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
