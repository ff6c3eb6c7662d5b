import type { PackageContent, PageConfig } from '../program.types'
import { AppLife } from './app-life'
import { AppThread } from './app-thread'
import { realClock, VirtualClock } from './clock'
import type { Clock } from './clock'
import { BUILT_INS, PLAIN_TAGS } from './components'
import { defineBuiltIn } from './components/built-in'
import { FloatingWindow } from './floating-window'
import { Gesture } from './view/gesture'
import type { LiveFaults } from './live/faults'
import { LiveComponents } from './live/live-components'
import { ModuleLoader, resolvePath } from './module-loader'
import type { BootOptions, Theme } from './options.types'
import { Overlay } from './view/overlay'
import { call, PageStack } from './page-stack'
import { Problems } from './problems'
import { SetDataBridge } from './view/set-data'
import { Space } from './space'
import type { GeComponent } from './space'
import { TabBar } from './view/tab-bar'
import { createWx } from './wx/create-wx'
import { Network } from './wx/network'
import { Permissions } from './wx/permissions'
import { Privacy } from './wx/privacy'

export interface Note { name: string, detail: object, atMs: number }

/** The parts of WeChat that one mini-program can see. */
export class Host {
  readonly options: BootOptions
  readonly since: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly thread: AppThread
  readonly problems = new Problems()
  readonly gesture = new Gesture()
  readonly bridge: SetDataBridge
  readonly space: Space
  readonly app: AppLife
  readonly pages: PageStack
  readonly floating: FloatingWindow
  readonly live: LiveComponents
  readonly network: Network
  readonly permissions: Permissions
  readonly privacy: Privacy
  readonly overlay = new Overlay()
  readonly tabBar: TabBar | undefined
  readonly storage: Map<string, string>
  readonly builtInTags = new Set<string>(PLAIN_TAGS)
  /** Names of `wx` that the mini-program read. */
  readonly used = new Set<string>()
  /** Visible events for the phone's owner: toasts, dialogs, questions. */
  readonly notes: Note[] = []
  faults: LiveFaults
  theme: Theme
  networkType = 'wifi'
  clipboard = ''
  keepsScreenOn = false
  isRefreshing = false
  /** The `wx` object of the modules. */
  readonly wx: Record<string, unknown>
  private readonly loader: ModuleLoader
  private readonly loadedPackages = new Map<string, Promise<void>>()
  private readonly registered = new Set<string>()
  private readonly ids = new Map<string, number>()

  constructor(options: BootOptions, since: Readonly<Record<string, string>>) {
    this.options = options
    this.since = since
    this.theme = options.theme
    this.faults = options.faults
    this.storage = new Map(Object.entries(options.storage))
    this.clock = options.clock === 'virtual' ? new VirtualClock(Date.now()) : realClock()
    this.thread = new AppThread(this.clock)
    this.bridge = new SetDataBridge({ problems: this.problems, now: () => this.clock.now() })
    this.space = new Space({
      gesture: this.gesture,
      cross: (component, data) => {
        const page = this.pages.pageOf(component)
        const hidden = page !== undefined && page.hasBeenShown && !this.pages.isVisible(page)
        return this.bridge.cross(data, { component: component.is, page: page?.path ?? '', hidden })
      },
    })
    for (const builtIn of BUILT_INS) defineBuiltIn(this, builtIn)
    this.app = new AppLife(options.launch)
    this.pages = new PageStack({
      app: options.program.app,
      space: this.space,
      problems: this.problems,
      prepare: path => this.prepare(path),
      configOf: path => this.configOf(path),
      screen: document.body,
      isForeground: () => this.app.isForeground,
    })
    this.live = new LiveComponents(this)
    this.floating = new FloatingWindow({
      floatablesOf: page => this.live.floatablesOf(page),
      unload: page => this.pages.unload(page),
      reopen: page => void this.pages.reopen(page),
    })
    this.pages.floating = this.floating
    this.permissions = new Permissions(this)
    this.privacy = new Privacy(this)
    this.network = new Network(this)
    const { tabBar } = options.program.app
    this.tabBar = tabBar && new TabBar({ config: tabBar, onTap: path => void this.pages.reLaunch(`/${path}`) })
    this.wx = createWx(this)
    this.loader = new ModuleLoader(this.moduleScope())
  }

  /** Loads the main package, starts the app and opens its first page. */
  async launch(): Promise<void> {
    await this.loadPackage('')
    this.loader.runEntry('app')
    this.app.launch()
    const { path, query } = this.options.launch
    const first = path === '' ? this.options.program.app.pages[0] : path
    const search = Object.entries(query).map(([name, value]) => `${name}=${value}`).join('&')
    await this.pages.reLaunch(`/${first}${search === '' ? '' : `?${search}`}`)
    this.tabBar?.select(this.pages.top?.path)
  }

  /** Leaves the mini-program, as by the home button, another chat or a call. */
  hide(): void {
    if (!this.app.isForeground) return
    const { top } = this.pages
    if (top) this.pages.hide(top)
    this.app.hide()
    this.keepsScreenOn = false
    this.live.hidden(true)
    this.network.hidden()
  }

  show(): void {
    if (this.app.isForeground) return
    this.network.shown()
    this.app.isForeground = true
    this.thread.resume()
    this.app.show()
    const { top } = this.pages
    if (top) this.pages.show(top)
    this.live.shown()
  }

  pullDown(): void {
    const { top } = this.pages
    if (!top || this.configOf(top.path).enablePullDownRefresh !== true) return
    this.isRefreshing = true
    call(top, 'onPullDownRefresh')
  }

  /** Content that the front page shares to a chat. */
  share(from: 'button' | 'menu', target?: object): object | undefined {
    const { top } = this.pages
    const shared = top && call(top, 'onShareAppMessage', { from, target })
    if (typeof shared !== 'object' || shared === null) return undefined
    this.note('share', shared)
    return shared
  }

  setNetworkType(networkType: string): void {
    this.networkType = networkType
    this.app.emit('networkStatusChange', { isConnected: networkType !== 'none', networkType })
  }

  setTheme(theme: Theme): void {
    this.theme = theme
    this.pages.repaint()
    this.app.emit('themeChange', { theme })
    this.app.call('onThemeChange', { theme })
  }

  /** Records an event for the test. Returns undefined, so that an API can return the call. */
  note(name: string, detail: object): undefined {
    this.notes.push({ name, detail, atMs: this.clock.now() })
    return undefined
  }

  nextId(kind: string): number {
    const id = (this.ids.get(kind) ?? 0) + 1
    this.ids.set(kind, id)
    return id
  }

  /** Finds the component for `this` of a call: an instance, or an object with its marks, such as uni-app's proxies. */
  componentOf(given: unknown): GeComponent | undefined {
    const { __wxExparserNodeId__: id } = (given ?? {}) as { __wxExparserNodeId__?: string }
    return id === undefined ? undefined : this.space.marked.get(id)
  }

  configOf(path: string): PageConfig {
    const merged = { ...this.options.program.app.window, ...this.space.config(path) }
    const colours = this.options.program.theme[this.theme]
    return Object.fromEntries(Object.entries(merged).map(([name, value]) =>
      [name, typeof value === 'string' && value.startsWith('@') ? colours[value.slice(1)] : value]))
  }

  ranModules(): string[] {
    return this.loader.ran()
  }

  /** Roots of the loaded packages. */
  packages(): string[] {
    return [...this.loadedPackages.keys()]
  }

  private async prepare(path: string): Promise<void> {
    const inside = this.options.program.packages.find(({ root }) => root !== '' && path.startsWith(`${root}/`))
    await this.loadPackage(inside?.root ?? '')
    this.registerAll(path)
  }

  /** Runs the file of a page or component and the files of the components in its template, inner ones first. */
  private registerAll(path: string): void {
    if (this.registered.has(path)) return
    this.registered.add(path)
    for (const target of Object.values(this.space.config(path).usingComponents ?? {})) {
      this.registerAll(resolvePath(path, target))
    }
    this.loader.runEntry(path)
  }

  private loadPackage(root: string): Promise<void> {
    const known = this.loadedPackages.get(root)
    if (known) return known
    const loading = new Promise<void>((done, fail) => {
      const { url } = this.options.program.packages.find(one => one.root === root) ?? {}
      if (url === undefined) return fail(new Error(`No package ${root}`))
      const script = document.createElement('script')
      Object.assign(window, {
        __kaikePackage: (_root: string, content: PackageContent) => {
          this.loader.addPackage(content.modules)
          this.space.addPackage(content)
        },
      })
      script.src = url
      script.addEventListener('load', () => done())
      script.addEventListener('error', () => fail(new Error(`Package ${root} does not load`)))
      document.head.append(script)
    })
    this.loadedPackages.set(root, loading)
    return loading
  }

  private moduleScope() {
    const { thread, clock, space, app, pages } = this
    const register = (kind: 'Component' | 'Page') => (definition: Record<string, unknown>) =>
      space.register(kind, this.loader.registering, definition)
    const sandbox = {}
    const clear = (id: number | undefined) => clock.clear(id)
    return {
      wx: this.wx,
      // Vue continues after an error of a component and reports it only here.
      console: { ...console, error: (...said: unknown[]) => {
        this.problems.add('script', said.map(String).join(' '))
        console.error(...said)
      } },
      App: (definition: Record<string, unknown>) => app.register(definition),
      Page: register('Page'),
      Component: register('Component'),
      Behavior: (definition: object) => definition,
      getApp: () => app.instance,
      getCurrentPages: () => pages.pages.map(({ instance }) => instance),
      setTimeout: thread.setTimeout.bind(thread),
      setInterval: thread.setInterval.bind(thread),
      clearTimeout: clear,
      clearInterval: clear,
      Date: clock.Date,
      global: sandbox,
      globalThis: sandbox,
    }
  }
}
