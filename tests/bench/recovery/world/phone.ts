import { PHONE } from './assumptions'
import type { Due, VirtualClock } from './clock'
import type { SeededRandom } from './random'
import type { Reliability } from './reliability'

/** Events of the app's life that the page's code listens to. */
export interface PageListener {
  onShown: () => void
  onHidden: () => void
  onInterruptionBegan: () => void
  onInterruptionEnded: () => void
}

interface Parts { clock: VirtualClock, random: SeededRandom, reliability: Reliability }

/**
 * A phone with WeChat: foreground and background, calls, camera and microphone, and JavaScript that sleeps while the
 * program is hidden. What arrives for sleeping code waits until it wakes.
 */
export class Phone {
  readonly isIos: boolean
  readonly has5000: boolean
  isShown = true
  isInCall = false
  listener: PageListener | undefined

  readonly #parts: Parts
  #isAwake = true
  #waiting: (() => void)[] = []
  #sleep: Due | undefined
  #cameraBusyUntilMs = 0
  #micBusyUntilMs = 0

  constructor(parts: Parts) {
    this.#parts = parts
    const { random } = parts
    this.isIos = random.chance(PHONE.iosShare)
    this.has5000 = random.chance(PHONE.has5000Share)
  }

  get isAwake(): boolean { return this.#isAwake }

  get nowMs(): number { return this.#parts.clock.nowMs }

  get isCameraBusy(): boolean { return this.#parts.clock.nowMs < this.#cameraBusyUntilMs }

  get isMicBusy(): boolean { return this.isInCall || this.#parts.clock.nowMs < this.#micBusyUntilMs }

  /** The page's `setTimeout`: a timer that is due while the code sleeps fires when it wakes. */
  timeout(delayMs: number, run: () => void): Due {
    const due = this.#parts.clock.after(delayMs, () => this.toPage(() => {
      if (!due.isCancelled) run()
    }))
    return due
  }

  /** Runs code of the page: at once, or when it wakes. */
  toPage(run: () => void): void {
    if (this.#isAwake) run()
    else this.#waiting.push(run)
  }

  hide(): void {
    if (!this.isShown) return
    this.isShown = false
    this.listener?.onHidden()
    const { clock, random } = this.#parts
    const sleepsAfterMs = random.between(this.isIos ? PHONE.sleepsAfterMs.ios : PHONE.sleepsAfterMs.android)
    this.#sleep = clock.after(sleepsAfterMs, () => { this.#isAwake = false })
  }

  /** The events that waited and `onShow` arrive in either order. */
  show(): void {
    if (this.isShown) return
    this.isShown = true
    if (this.#sleep) this.#sleep.isCancelled = true
    this.#isAwake = true
    const waiting = this.#waiting
    this.#waiting = []
    const isShownFirst = this.#parts.random.chance(0.5)
    if (isShownFirst) this.listener?.onShown()
    for (const run of waiting) run()
    if (!isShownFirst) this.listener?.onShown()
  }

  interruptionBegins(): void {
    if (this.#arrives()) this.toPage(() => this.listener?.onInterruptionBegan())
  }

  interruptionEnds(): void {
    if (this.#arrives()) this.toPage(() => this.listener?.onInterruptionEnded())
  }

  holdCamera(forMs: number): void {
    this.#cameraBusyUntilMs = Math.max(this.#cameraBusyUntilMs, this.#parts.clock.nowMs + forMs)
  }

  holdMic(forMs: number): void {
    this.#micBusyUntilMs = Math.max(this.#micBusyUntilMs, this.#parts.clock.nowMs + forMs)
  }

  #arrives(): boolean {
    return !this.#parts.random.chance(this.#parts.reliability.interruptionsLost)
  }
}
