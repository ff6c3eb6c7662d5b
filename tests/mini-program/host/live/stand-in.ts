import type { GeComponent } from '../space'
import type { Host } from '../host'
import type { Floatable, FloatingReason } from '../floating-window'
import type { Page } from '../page-stack'
import { isAtLeast } from '../wx/version'

/** WeChat sends statistics this often. */
export const NETSTATUS_MS = 2_000

export interface Command { name: string, atMs: number, options: Record<string, unknown>, refused?: string }
export interface StandInOptions { host: Host, component: GeComponent }
export type LiveKind = 'pusher' | 'player'

/** `errMsg` after `:fail` and WeChat's number, where it gives one. */
export interface Refusal { reason: string, errno?: number }

/** What stands for a native live component: WeChat's rules, no media. */
export abstract class LiveStandIn implements Floatable {
  abstract readonly kind: LiveKind
  /** All that contexts asked for, refused or not. */
  readonly commands: Command[] = []
  readonly component: GeComponent
  protected readonly host: Host
  private readonly timers = new Set<number>()
  private netstatusTimer: number | undefined
  private isFloating = false
  /** The test's own numbers in the next statistics. */
  netInfo: Record<string, number | string> = {}

  constructor({ host, component }: StandInOptions) {
    this.host = host
    this.component = component
  }

  abstract get state(): string
  protected abstract defaultNetInfo(): Record<string, number | string>
  /** What the component does once attached, and when an attribute changes. */
  abstract started(): void
  abstract changed(attribute: string): void
  abstract perform(name: string, options: Record<string, unknown>): Promise<{ refusal: Refusal } | { result?: object }>
  /** The page went out of sight (`isApp`: with the whole mini-program), or came back. */
  abstract hidden(isApp: boolean): void
  abstract shown(): void

  get page(): Page | undefined {
    return this.host.pages.pageOf(this.component)
  }

  attribute(name: string): unknown {
    return (this.component.data as Record<string, unknown>)[name]
  }

  protected text(name: string): string {
    const value = this.attribute(name)
    return typeof value === 'string' ? value : ''
  }

  /** A status code, as the engine under the component would report it. */
  report(code: number, message = ''): void {
    this.emit('statechange', { code, message })
    this.heeded(code)
  }

  /** What a report says about the component itself. */
  protected heeded(_code: number): void {}

  fail(errCode: number, errMsg: string): void {
    this.emit('error', { errCode, errMsg })
  }

  netstatus(info: Record<string, number | string> = {}): void {
    this.emit('netstatus', { info: { ...this.defaultNetInfo(), ...this.netInfo, ...info } })
  }

  emit(event: string, detail: object): void {
    // Through JSON, as across the bridge.
    const plain = JSON.parse(JSON.stringify(detail)) as object
    this.host.thread.run(() => this.component.triggerEvent(event, plain, {}))
  }

  /** A context's call. */
  async command(name: string, options: Record<string, unknown>): Promise<{ refusal: Refusal } | { result?: object }> {
    const command: Command = { name, atMs: this.host.clock.now(), options: JSON.parse(JSON.stringify(options)) as Record<string, unknown> }
    this.commands.push(command)
    const answer = this.backgroundRefusal() ?? await this.perform(name, options)
    if ('refusal' in answer) command.refused = answer.refusal.reason
    return answer
  }

  dispose(): void {
    this.stopTimers()
  }

  wantsFloating(reason: FloatingReason): boolean {
    const mode = this.attribute('pictureInPictureMode')
    const modes = Array.isArray(mode) ? mode as unknown[] : [mode]
    return isAtLeast(this.host.options.baseLibrary, this.floatsSince) && this.isRunning && modes.includes(reason)
  }

  entered(): void {
    this.isFloating = true
    if (isAtLeast(this.host.options.baseLibrary, '2.11.0')) this.emit('enterpictureinpicture', {})
  }

  left(): void {
    this.isFloating = false
    if (isAtLeast(this.host.options.baseLibrary, '2.11.0')) this.emit('leavepictureinpicture', {})
  }

  get floats(): boolean {
    return this.isFloating
  }

  protected abstract readonly floatsSince: string
  protected abstract get isRunning(): boolean

  protected later(delayMs: number, run: () => void): void {
    const id = this.host.clock.setTimeout(() => {
      this.timers.delete(id)
      run()
    }, delayMs)
    this.timers.add(id)
  }

  /** In `smooth` mode: reports that a good network brings, each so many milliseconds from now. */
  protected reportSmoothly(reports: readonly [delayMs: number, code: number][]): void {
    if (this.host.options.live !== 'smooth') return
    for (const [delayMs, code] of reports) this.later(delayMs, () => this.report(code))
  }

  protected startNetstatus(): void {
    this.netstatusTimer ??= this.host.clock.setInterval(() => this.netstatus(), NETSTATUS_MS)
  }

  protected stopTimers(): void {
    for (const id of this.timers) this.host.clock.clear(id)
    this.timers.clear()
    this.host.clock.clear(this.netstatusTimer)
    this.netstatusTimer = undefined
  }

  /** From behind, WeChat lets nobody command a live component; each system says it in its own words. */
  private backgroundRefusal(): { refusal: Refusal } | undefined {
    if (this.host.app.isForeground) return undefined
    return {
      refusal: this.host.options.platform === 'android'
        ? { reason: 'access denied', errno: 1107003 }
        : { reason: 'jsapi has no permission, runningState=background', errno: 102 },
    }
  }
}
