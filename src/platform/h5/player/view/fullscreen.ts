import { refuse } from '../../../command-error'
import type { FullScreenDirection } from '../../../live-player.types'

/** Phones support it, some browsers do not; Safari has neither method. */
interface LockableOrientation {
  lock?: (orientation: 'portrait' | 'landscape') => Promise<void>
  unlock?: () => void
}

interface FullScreenChange {
  direction: 'vertical' | 'horizontal'
  fullScreen: boolean
}

const FILLING_CLASS = 'live-player--filling'

/**
 * Shows the whole player with its controls on the full screen. If the browser has no fullscreen for elements (iPhone),
 * the player fills the page instead: fullscreen of the video alone would hide the controls.
 */
export class FullScreen {
  #isFilling = false
  #direction: FullScreenDirection = 0

  #stage: HTMLElement
  readonly #onChange: (change: FullScreenChange) => void

  constructor(stage: HTMLElement, onChange: (change: FullScreenChange) => void) {
    this.#stage = stage
    this.#onChange = onChange
    document.addEventListener('fullscreenchange', this.#tell)
  }

  async enter(direction: FullScreenDirection): Promise<void> {
    this.#direction = direction
    if (typeof this.#stage.requestFullscreen !== 'function') {
      this.#fill(true)
      return
    }
    await this.#stage.requestFullscreen().catch((error: unknown) => {
      throw refuse('requestFullScreen', String(error))
    })
    // Best effort: desktops cannot rotate, and phones may refuse.
    await this.#orientation.lock?.(direction === 0 ? 'portrait' : 'landscape').catch(() => {})
  }

  async exit(): Promise<void> {
    if (this.#isFilling) this.#fill(false)
    else if (document.fullscreenElement === this.#stage) await document.exitFullscreen()
  }

  /** A picture that moves to another stage is not full screen there. */
  moveTo(stage: HTMLElement): void {
    if (stage === this.#stage) return
    this.exit().catch(() => { /* It closes already. */ })
    this.#stage = stage
    this.#tell()
  }

  dispose(): void {
    document.removeEventListener('fullscreenchange', this.#tell)
    if (document.fullscreenElement === this.#stage) void document.exitFullscreen()
  }

  get #orientation(): LockableOrientation {
    return screen.orientation
  }

  #fill(isFilling: boolean): void {
    this.#isFilling = isFilling
    this.#stage.classList.toggle(FILLING_CLASS, isFilling)
    this.#tell()
  }

  #wasFullScreen = false

  readonly #tell = (): void => {
    const fullScreen = this.#isFilling || document.fullscreenElement === this.#stage
    if (fullScreen === this.#wasFullScreen) return
    this.#wasFullScreen = fullScreen
    if (!fullScreen) this.#orientation.unlock?.()
    this.#onChange({ direction: fullScreen && this.#direction !== 0 ? 'horizontal' : 'vertical', fullScreen })
  }
}
