import type { TabBarConfig } from '../../program.types'

export interface TabBarOptions {
  config: TabBarConfig
  onTap: (pagePath: string) => void
}

/** The bar at the bottom of an app with tabs. */
export class TabBar {
  private readonly element = document.createElement('nav')
  private readonly options: TabBarOptions

  constructor(options: TabBarOptions) {
    this.options = options
    const { config, onTap } = options
    this.element.className = 'kaike-tab-bar'
    this.element.style.background = config.backgroundColor ?? '#fff'
    this.element.append(...config.list.map(({ pagePath, text }) => {
      const tab = document.createElement('span')
      tab.dataset.path = pagePath
      tab.textContent = text
      tab.addEventListener('click', () => onTap(pagePath))
      return tab
    }))
    document.body.append(this.element)
  }

  /** Hides the bar on pages that are not tabs. */
  select(path: string | undefined): void {
    const { config: { list, color = '#999', selectedColor = '#333' } } = this.options
    this.element.hidden = !list.some(({ pagePath }) => pagePath === path)
    for (const tab of this.element.querySelectorAll('span')) {
      tab.style.color = tab.dataset.path === path ? selectedColor : color
    }
  }
}
