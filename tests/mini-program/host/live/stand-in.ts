import type { GeComponent } from '../space'
import type { Host } from '../host'
import type { Floatable, FloatingReason } from '../floating-window'
import type { Page } from '../page-stack'
import { isAtLeast } from '../wx/version'

/** Interval of WeChat's statistics. */
export const NETSTATUS_MS = 2_000

/** Statistics of a component whose media stands. */
const STANDING = { videoBitrate: 0, audioBitrate: 0, videoFPS: 0, netSpeed: 0 }
const LOST = { isLost: true } as const

export interface Command { name: string, atMs: number, options: Record<string, unknown>, refused?: string }
export interface StandInOptions { host: Host, component: GeComponent }
export type LiveKind = 'pusher' | 'player'

/** `errMsg` after `:fail`, and WeChat's number where it has one. */
export interface Refusal { reason: string, errno?: number }

/** `isLost`: the component calls nothing back. */
export type Answer = { refusal: Refusal } | { result?: object } | { isLost: true }

export const refuse = (reason: string, errno?: number): Answer =>
  ({ refusal: errno === undefined ? { reason } : { reason, errno } })
export const done = (result?: object): Answer => (result === undefined ? {} : { result })

/** Replaces a native live component: WeChat's rules without media. */
export abstract class LiveStandIn implements Floatable {
  abstract readonly kind: LiveKind
  /** Number of this component among all live components. */
  readonly generation: number
  /** All commands of contexts, refused or not. */
  readonly commands: Command[] = []
  readonly component: GeComponent
  protected readonly host: Host
  private readonly timers = new Set<number>()
  private netstatusTimer: number | undefined
  private isFloating = false
  private isDead = false
  /** Values of the test for the next statistics. */
  netInfo: Record<string, number | string> = {}

  constructor({ host, component }: StandInOptions) {
    this.host = host
    this.component = component
    this.generation = host.nextId('live')
  }

  abstract get state(): string
  /** Media moves: it leaves the phone, or a picture is shown. */
  abstract isMoving: boolean
  /** Statistics while media moves. */
  protected abstract readonly movingNetInfo: Readonly<Record<string, number | string>>
  /** Called when the component is attached. `changed`: called when an attribute changes. */
  abstract started(): void
  abstract changed(attribute: string): void
  abstract perform(name: string, options: Record<string, unknown>): Promise<Answer>
  /** The page became invisible (`isApp`: with the whole mini-program). `shown`: it became visible again. */
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

  /** Reports a status code, as the component's engine does. A withheld one has its effect on the component only. */
  report(code: number, message = ''): void {
    if (!this.host.faults.withheld.includes(code)) this.emit('statechange', { code, message })
    this.onReported(code)
  }

  /** Updates the component's state after a report. */
  protected onReported(_code: number): void {}

  fail(errCode: number, errMsg: string): void {
    this.emit('error', { errCode, errMsg })
  }

  netstatus(info: Record<string, number | string> = {}): void {
    const own = this.isMoving ? this.movingNetInfo : { ...this.movingNetInfo, ...STANDING }
    this.emit('netstatus', { info: { ...own, ...this.netInfo, ...info } })
  }

  emit(event: string, detail: object): void {
    // JSON, as across the bridge.
    const plain = JSON.parse(JSON.stringify(detail)) as object
    this.host.thread.run(() => this.component.triggerEvent(event, plain, {}))
  }

  /** Runs a command of a context. */
  async command(name: string, options: Record<string, unknown>): Promise<Answer> {
    const plain = JSON.parse(JSON.stringify(options)) as Record<string, unknown>
    const command: Command = { name, atMs: this.host.clock.now(), options: plain }
    this.commands.push(command)
    this.host.live.commands.push({ kind: this.kind, ...command })
    if (this.isDead) return LOST
    const answer = this.backgroundRefusal() ?? await this.perform(name, options)
    if ('refusal' in answer) command.refused = answer.refusal.reason
    return this.host.faults.unanswered.includes(name) ? LOST : answer
  }

  /** The component ignores all commands and reports nothing until the page replaces it. */
  die(): void {
    this.isDead = true
    this.isMoving = false
    this.stopTimers()
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
    if (this.isDead) return
    const id = this.host.clock.setTimeout(() => {
      this.timers.delete(id)
      run()
    }, delayMs)
    this.timers.add(id)
  }

  /** In `smooth` mode, sends the reports of a good network after their delays. */
  protected reportSmoothly(reports: readonly [delayMs: number, code: number][]): void {
    if (this.host.options.live !== 'smooth') return
    for (const [delayMs, code] of reports) this.later(delayMs, () => this.report(code))
  }

  protected startNetstatus(): void {
    if (this.isDead) return
    this.netstatusTimer ??= this.host.clock.setInterval(() => {
      if (!this.host.faults.losesStatistics) this.netstatus()
    }, NETSTATUS_MS)
  }

  protected stopTimers(): void {
    for (const id of this.timers) this.host.clock.clear(id)
    this.timers.clear()
    this.host.clock.clear(this.netstatusTimer)
    this.netstatusTimer = undefined
  }

  /** WeChat refuses commands to a live component in the background; each system has its own message. */
  private backgroundRefusal(): { refusal: Refusal } | undefined {
    if (this.host.app.isForeground) return undefined
    return {
      refusal: this.host.options.platform === 'android'
        ? { reason: 'access denied', errno: 1107003 }
        : { reason: 'jsapi has no permission, runningState=background', errno: 102 },
    }
  }
}
