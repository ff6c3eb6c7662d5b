import type { HostOptions } from './options.types'

export interface LaunchOptions { path: string, query: Record<string, string>, scene: number, referrerInfo: object }
type Listener = (argument: unknown) => void

/** The `App()` instance, its life-cycle, and whether the mini-program is in the foreground. */
export class AppLife {
  instance: Record<string, unknown> | undefined
  isForeground = true
  private readonly listeners = new Map<string, Set<Listener>>()
  readonly launchOptions: LaunchOptions

  constructor(launch: HostOptions['launch']) {
    this.launchOptions = { ...launch, referrerInfo: {} }
  }

  register(definition: Record<string, unknown>): void {
    this.instance = definition
  }

  launch(): void {
    this.call('onLaunch', this.launchOptions)
    this.call('onShow', this.launchOptions)
  }

  show(): void {
    this.isForeground = true
    this.call('onShow', this.launchOptions)
    this.emit('appShow', this.launchOptions)
  }

  hide(): void {
    this.isForeground = false
    this.call('onHide')
    this.emit('appHide', undefined)
  }

  call(moment: string, argument?: unknown): void {
    const listener = this.instance?.[moment]
    if (typeof listener !== 'function') return
    try {
      ;(listener as Listener).call(this.instance, argument)
    } catch (error) {
      reportError(error)
    }
  }

  /** Adds a global listener: `wx.onAppShow`, `wx.onNetworkStatusChange` and so on, by the name after `on`. */
  on(event: string, listener: Listener): void {
    const known = this.listeners.get(event) ?? new Set()
    this.listeners.set(event, known.add(listener))
  }

  /** Removes a listener, or all of the event when none is given, as in WeChat. */
  off(event: string, listener?: Listener): void {
    if (listener) this.listeners.get(event)?.delete(listener)
    else this.listeners.delete(event)
  }

  emit(event: string, argument: unknown): void {
    for (const listener of [...this.listeners.get(event) ?? []]) {
      try {
        listener(argument)
      } catch (error) {
        reportError(error)
      }
    }
  }

  has(event: string): boolean {
    return (this.listeners.get(event)?.size ?? 0) > 0
  }
}
