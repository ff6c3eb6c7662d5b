import { glassEasel as ge } from 'glass-easel-miniprogram-adapter'
import { nextTask, pauseForNetwork, VirtualClock } from './clock'
import type { Host, Note } from './host'
import type { LiveFaults } from './live/faults'
import type { Command, LiveKind, LiveStandIn } from './live/stand-in'
import type { Problem } from './problems'
import type { SetDataCall } from './view/set-data'
import type { Permission, Scope, Theme } from './options.types'

/** Maximum wait of `settle` for the network, milliseconds of the real clock. */
const SETTLE_LIMIT_MS = 15_000

export interface LiveView {
  kind: LiveKind
  /** Number of the component among all live components. */
  generation: number
  state: string
  /** Media leaves the phone, or a picture is shown. */
  isMoving: boolean
  page: string
  floats: boolean
  attributes: Record<string, unknown>
  commands: Command[]
}

/** An event of a trace: a report, statistics, or a change of the phone. */
export type TraceStep =
  | { atMs: number, code: number, message?: string }
  | { atMs: number, netInfo: Record<string, number | string> }
  | { atMs: number, event: 'hide' | 'show' | 'callBegins' | 'callEnds' | 'online' | 'offline' }

export interface TreeMeasure { nodes: number, depth: number, children: number, widest: string }

/** Size of the tap target, with the area that `::before` adds (`touch-target` in src/ui/styles/mixins.scss). */
function tapArea(element: HTMLElement): { width: number, height: number } {
  const { width, height } = element.getBoundingClientRect()
  const { position, top, right, bottom, left, content } = getComputedStyle(element, '::before')
  if (content === 'none' || position !== 'absolute') return { width, height }
  const added = (...insets: string[]) =>
    insets.reduce((sum, inset) => sum + Math.max(0, -(Number.parseFloat(inset) || 0)), 0)
  return { width: width + added(left, right), height: height + added(top, bottom) }
}

/** API for tests inside the browser; every argument and result is JSON. */
export class Driver {
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  route(): string { return this.host.pages.top?.path ?? '' }
  stack(): string[] { return this.host.pages.pages.map(({ path }) => path) }
  title(): string { return this.host.pages.top?.frame.titleText ?? '' }
  problems(): Problem[] { return this.host.problems.list }
  notes(): Note[] { return this.host.notes }
  setDataCalls(): SetDataCall[] { return this.host.bridge.calls }
  usedApis(): string[] { return [...this.host.used].sort() }
  packages(): string[] { return this.host.packages() }
  ranModules(): string[] { return this.host.ranModules() }
  clipboard(): string { return this.host.clipboard }
  keepsScreenOn(): boolean { return this.host.keepsScreenOn }
  nowMs(): number { return this.host.clock.now() }
  storage(): Record<string, string> { return Object.fromEntries(this.host.storage) }
  floatingPage(): string | undefined { return this.host.floating.page?.path }
  share(): object | undefined { return this.host.share('menu') }

  hide(): void { this.host.hide() }
  show(): void { this.host.show() }
  pullDown(): void { this.host.pullDown() }
  isRefreshing(): boolean { return this.host.isRefreshing }
  setTheme(theme: Theme): void { this.host.setTheme(theme) }
  setNetworkType(type: string): void { this.host.setNetworkType(type) }
  setPermission(scope: Scope, state: Permission): void { this.host.permissions.set(scope, state) }
  emit(event: string, argument?: unknown): void { this.host.thread.run(() => this.host.app.emit(event, argument)) }
  tapFloatingWindow(): void { this.host.floating.tap() }
  closeFloatingWindow(): void { this.host.floating.close() }

  async open(url: string): Promise<void> { await this.host.pages.reLaunch(url) }
  async navigateTo(url: string): Promise<void> { await this.host.pages.navigateTo(url) }
  /** Goes back with the phone's gesture or button. */
  async back(): Promise<void> { await this.host.pages.navigateBack() }

  /** Calls an API as the mini-program's code does; rejects with `errMsg`. */
  async callWx(api: string, options: Record<string, unknown>): Promise<unknown> {
    return new Promise((done, refuse) => {
      const run = this.host.wx[api]
      if (typeof run !== 'function') return refuse(new Error(`wx.${api} is not a function`))
      const fail = ({ errMsg }: { errMsg: string }) => refuse(new Error(errMsg))
      ;(run as (options: object) => void)({ ...options, success: done, fail })
    })
  }

  canIUse(schema: string): boolean { return (this.host.wx.canIUse as (schema: string) => boolean)(schema) }
  /** Returns a field of the app's `globalData`. */
  appData(name: string): unknown {
    return (this.host.app.instance?.globalData as Record<string, unknown> | undefined)?.[name]
  }

  /** Calls a method of the front page, as the page's code does. */
  callPage(method: string, args: unknown[]): unknown {
    const { instance } = this.host.pages.top ?? {}
    return (instance?.[method] as ((...args: unknown[]) => unknown) | undefined)?.call(instance, ...args)
  }

  /** Moves the virtual clock and waits for the effects. */
  async advance(byMs: number): Promise<void> {
    const { clock } = this.host
    if (!(clock instanceof VirtualClock)) throw new Error('Only a virtual clock can be moved')
    await clock.advance(byMs, () => this.settle())
  }

  /** Moves the virtual clock without waiting for the network, so that requests can stay pending. */
  async advanceBlindly(byMs: number): Promise<void> {
    const { clock } = this.host
    if (!(clock instanceof VirtualClock)) throw new Error('Only a virtual clock can be moved')
    await clock.advance(byMs, nextTask)
  }

  /** Waits until no request is pending and the effects of the answers are drawn. */
  async settle(): Promise<void> {
    const limit = performance.now() + SETTLE_LIMIT_MS
    const { clock } = this.host
    let hasRun = false
    do {
      await nextTask()
      hasRun = clock instanceof VirtualClock && clock.runDue()
      await (this.host.network.pending > 0 ? pauseForNetwork() : nextTask())
      if (performance.now() > limit) throw new Error('The network does not settle')
    } while (hasRun || this.host.network.pending > 0)
    await nextTask()
  }

  live(kind: LiveKind): LiveView | undefined {
    const standIn = this.host.live.current(kind)
    return standIn && {
      kind,
      generation: standIn.generation,
      state: standIn.state,
      isMoving: standIn.isMoving,
      page: standIn.page?.path ?? '',
      floats: standIn.floats,
      attributes: JSON.parse(JSON.stringify(standIn.component.data)) as Record<string, unknown>,
      commands: standIn.commands,
    }
  }

  report(kind: LiveKind, code: number, message?: string): void { this.standIn(kind).report(code, message) }
  liveError(kind: LiveKind, errCode: number, errMsg: string): void { this.standIn(kind).fail(errCode, errMsg) }
  netstatus(kind: LiveKind, info: Record<string, number | string>): void { this.standIn(kind).netstatus(info) }
  setFaults(faults: Partial<LiveFaults>): void { this.host.faults = { ...this.host.faults, ...faults } }
  /** The component takes no command and reports nothing any more. */
  killLive(kind: LiveKind): void { this.standIn(kind).die() }
  /** Names of all commands to components of this kind, also to those that are gone. */
  liveCommands(kind: LiveKind): string[] {
    return this.host.live.commands.filter(command => command.kind === kind).map(({ name }) => name)
  }

  setNetInfo(kind: LiveKind, info: Record<string, number | string>): void { this.standIn(kind).netInfo = info }

  /** Plays a recorded sequence on the virtual clock; `atMs` counts from now. */
  async play(kind: LiveKind, steps: readonly TraceStep[]): Promise<void> {
    let atMs = 0
    for (const step of [...steps].sort((a, b) => a.atMs - b.atMs)) {
      await this.advance(step.atMs - atMs)
      atMs = step.atMs
      if ('code' in step) this.report(kind, step.code, step.message)
      else if ('netInfo' in step) this.netstatus(kind, step.netInfo)
      else this.applyEvent(step.event, kind)
      await this.settle()
    }
  }

  applyEvent(event: Extract<TraceStep, { event: string }>['event'], kind: LiveKind = 'pusher'): void {
    switch (event) {
      case 'hide': return this.hide()
      case 'show': return this.show()
      case 'online': return this.setNetworkType('wifi')
      case 'offline': return this.setNetworkType('none')
      case 'callBegins':
        this.emit('audioInterruptionBegin')
        if (kind === 'pusher') this.report(kind, 5001)
        return
      case 'callEnds': return this.emit('audioInterruptionEnd')
    }
  }

  /** Measures the page's tree as WeChat's audit does: elements, without virtual hosts. */
  measureTree(): TreeMeasure {
    const page = this.host.pages.top?.frame.page
    const measure: TreeMeasure = { nodes: 0, depth: 0, children: 0, widest: '' }
    const visit = (element: Element, depth: number): void => {
      const inner = [...element.children].filter(child => !/\bkaike-/.test(child.className))
      measure.nodes += 1
      measure.depth = Math.max(measure.depth, depth)
      if (inner.length > measure.children) {
        const widest = `${element.tagName.toLowerCase()}.${element.className}`
        Object.assign(measure, { children: inner.length, widest })
      }
      for (const child of inner) visit(child, depth + 1)
    }
    if (page) for (const child of page.children) visit(child, 1)
    return measure
  }

  /** Tap targets that are smaller than `minPx` in one direction, which fingers miss. */
  smallTapAreas(minPx: number): string[] {
    const root = this.host.pages.top?.root.getComponent()
    if (!root) return []
    return elementsIn(root).flatMap(node => {
      const element: unknown = node.getBackendElement()
      if (!listensToTap(node) || !(element instanceof HTMLElement)) return []
      const { width, height } = tapArea(element)
      if (width === 0 || height === 0 || (width >= minPx && height >= minPx)) return []
      return [`${element.tagName.toLowerCase()}.${element.className}: ${Math.round(width)} × ${Math.round(height)}`]
    })
  }

  /**
   * The browser's element with this `data-testid`. For a component with a virtual host, which has no element, it is the
   * first element inside the component. For tests only, through `evaluateHandle`.
   */
  byTestId(testId: string): Element | null {
    const root = this.host.pages.top?.root.getComponent()
    if (!root) return null
    for (const node of elementsIn(root)) {
      if (node.dataset.testid !== testId) continue
      const element = elementIn(node)
      if (element) return element
    }
    return null
  }

  private standIn(kind: LiveKind): LiveStandIn {
    const found = this.host.live.current(kind)
    if (!found) throw new Error(`There is no live-${kind}`)
    return found
  }
}

/** Whether the page binds a tap there; reads a private field of glass-easel. */
function listensToTap(node: ge.Element): boolean {
  const { _$eventTarget: target } = node as unknown as { _$eventTarget?: { listeners: Record<string, unknown> } }
  return target !== undefined && 'tap' in target.listeners
}

/** Elements as drawn: slots filled, outer elements first. */
function elementsIn(node: ge.Element): ge.Element[] {
  const elements = [node]
  node.forEachComposedChild(child => {
    if (ge.Element.isElement(child)) elements.push(...elementsIn(child))
  })
  return elements
}

function elementIn(node: ge.Element): Element | undefined {
  for (const inner of elementsIn(node)) {
    const element: unknown = inner.getBackendElement()
    if (element instanceof Element) return element
  }
  return undefined
}
