/** WeChat's toast above all pages. */
export class Overlay {
  private readonly element = document.createElement('div')
  private timer = 0

  constructor() {
    this.element.className = 'kaike-toast'
    this.element.hidden = true
    document.body.append(this.element)
  }

  /** Without a duration the toast stays until `hide`. */
  toast(title: string, durationMs?: number): void {
    clearTimeout(this.timer)
    this.element.textContent = title
    this.element.hidden = false
    if (durationMs !== undefined) this.timer = window.setTimeout(() => this.hide(), durationMs)
  }

  hide(): void {
    this.element.hidden = true
  }
}
