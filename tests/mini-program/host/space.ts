import { MiniProgramEnv, glassEasel as ge, component as adapterComponent } from 'glass-easel-miniprogram-adapter'
import type { AssociatedBackend, CodeSpace, Root } from 'glass-easel-miniprogram-adapter'
import { browserTag, styleScopeOf } from '../program.types'
import type { PackageContent, PageConfig } from '../program.types'
import type { Gesture } from './view/gesture'
import { ReadyQueue } from './ready-queue'

export type GeComponent = ge.GeneralComponent
type Template = ge.template.ComponentTemplate
type Generator = ReturnType<Template['content']>

/** Browser events that a phone has too; others (mouse, focus, keys) do not exist there. */
const BROWSER_EVENTS = new Set([
  'tap', 'touchstart', 'touchmove', 'touchend', 'touchcancel', 'longpress', 'transitionend', 'animationstart',
  'animationiteration', 'animationend',
])

export interface SpaceOptions {
  gesture: Gesture
  /** Returns the data of a `setData` as the view layer receives it. */
  cross: (component: GeComponent, data: Record<string, unknown>) => Record<string, unknown>
}

/** Converts an event to JSON values in own fields: uni-app checks them with `hasOwnProperty`. */
function plainEvent(event: ge.ShadowedEvent<unknown>): Record<string, unknown> {
  const about = (element: unknown) => {
    const { id = '', dataset = {} } = element as { id?: string, dataset?: Record<string, unknown> }
    return { id, dataset: { ...dataset } }
  }
  const { touches, changedTouches } = (event.detail ?? {}) as { touches?: TouchList, changedTouches?: TouchList }
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    detail: touches ? {} : event.detail,
    target: about(event.target),
    currentTarget: about(event.currentTarget),
    mark: event.mark ?? {},
    ...(touches ? { touches: plainTouches(touches), changedTouches: plainTouches(changedTouches) } : {}),
  }
}

const plainTouches = (touches: TouchList | undefined) =>
  [...touches ?? []].map(({ identifier, clientX, clientY, pageX, pageY }) =>
    ({ identifier, clientX, clientY, pageX, pageY }))

/** glass-easel's templates, components and styles, configured as in WeChat. */
export class Space {
  readonly ready = new ReadyQueue()
  /** Components by the mark of WeChat's instances, which uni-app's proxies have too. */
  readonly marked = new Map<string, GeComponent>()
  /** Space that defines the built-in components. */
  readonly builtIns: ge.ComponentSpace
  private readonly code: CodeSpace
  private readonly backend: AssociatedBackend
  private readonly configs = new Map<string, PageConfig>()
  private readonly styled = new Set<string>()

  constructor({ gesture, cross }: SpaceOptions) {
    const environment = new MiniProgramEnv()
    this.builtIns = environment.getGlobalCodeSpace().getComponentSpace()
    this.backend = environment.associateBackend(browserContext(gesture))
    this.code = environment.createCodeSpace('', true)
    const space = this.code.getComponentSpace()
    // uni-app adds its handlers to the instance; tests and selector queries use the ids.
    space.updateComponentOptions({ useMethodCallerListeners: true, writeIdToDOM: true })
    const { ready, marked } = this
    const behavior = space.defineBehavior({
      lifetimes: {
        created(this: unknown) {
          const id = String(marked.size + 1)
          Object.assign(this as object, { __wxExparserNodeId__: id })
          marked.set(id, (this as { _$: GeComponent })._$)
        },
        attached(this: unknown) {
          ready.attached(this as { _$: GeComponent })
        },
      },
    })
    this.code.setOverallBehavior(behavior as ge.GeneralBehavior)
    reflectDatasets()
    bridgeSetData(cross, ready)
  }

  addPackage({ templates, styles, configs }: PackageContent): void {
    for (const [path, generate] of Object.entries(templates)) {
      this.code.addCompiledTemplate(path, withPlainEvents(templates, generate))
    }
    for (const [path, config] of Object.entries(configs)) {
      this.configs.set(path, config)
      this.code.addComponentStaticConfig(path, config as never)
      if (config.component) this.code.addStyleSheet(path, undefined, styleScopeOf(path))
    }
    for (const [path, css] of Object.entries(styles)) this.appendStyles(path, css)
  }

  config(path: string): PageConfig {
    return this.configs.get(path) ?? {}
  }

  /** Registers `Component()` or `Page()` of the file at `path`. */
  register(kind: 'Component' | 'Page', path: string, definition: Record<string, unknown>): void {
    const { addGlobalClass, styleIsolation } = (definition.options ?? {}) as {
      addGlobalClass?: boolean
      styleIsolation?: string
    }
    const config = this.config(path)
    // The adapter reads these from the JSON only, WeChat from either.
    if (config.component && config.styleIsolation === undefined && (addGlobalClass || styleIsolation !== undefined)) {
      this.code.addComponentStaticConfig(path, { ...config, styleIsolation: styleIsolation ?? 'apply-shared' } as never)
    }
    this.code.componentEnv(path, environment => {
      if (kind === 'Component') environment.Component(definition as never)
      else environment.Page(definition as never)
    })
  }

  createRoot(path: string): Root {
    return this.backend.createRoot('page-root', this.code, path)
  }

  setBuiltIn(tag: string, definition: ge.GeneralComponentDefinition): void {
    this.code.getComponentSpace().setGlobalUsingComponent(tag, definition)
  }

  private appendStyles(path: string, css: string): void {
    if (this.styled.has(path) || css === '') return
    this.styled.add(path)
    const element = document.createElement('style')
    element.dataset.path = path
    element.textContent = css
    // app.wxss comes first, so that pages and components override it.
    if (path === 'app') document.head.prepend(element)
    else document.head.append(element)
  }
}

function browserContext(gesture: Gesture): ge.CurrentWindowBackendContext {
  const context = new ge.CurrentWindowBackendContext()
  Object.assign(context, {
    document: {
      createElement: (tag: string) => document.createElement(browserTag(tag)),
      createTextNode: (content: string) => document.createTextNode(content),
      createDocumentFragment: () => document.createDocumentFragment(),
    },
  })
  context.onEvent((target, type, detail, options) => {
    if (!BROWSER_EVENTS.has(type)) return
    if (type === 'tap' && isDisabled(target)) return
    if (type === 'tap') gesture.tapped()
    const event = new ge.Event(type, detail, options)
    ge.Event.dispatchEvent(target, event)
    return event.getEventBubbleStatus()
  })
  return context
}

/** A disabled button ignores taps. */
const isDisabled = (target: ge.Element): boolean =>
  (target.getBackendElement() as unknown as HTMLElement | null)?.closest('wx-button[disabled]') instanceof Element

/** Handlers get plain events. `catch` needs glass-easel's event, which uni-app must not modify. */
function withPlainEvents(templates: PackageContent['templates'], generate: unknown): Template {
  const content = generate as Template['content']
  return {
    groupList: templates as Template['groupList'],
    content: name => {
      const generator = content(name)
      return ((wrapper: { setEventListenerWrapper: (wrap: unknown) => void }, ...rest: unknown[]) => {
        wrapper.setEventListenerWrapper((
          host: unknown, event: ge.ShadowedEvent<unknown>, listener: (event: unknown) => unknown,
        ) => listener.call(host, plainEvent(event)))
        return (generator as (...args: unknown[]) => unknown)(wrapper, ...rest)
      }) as unknown as Generator
    },
    // uni-app writes `bindtap="{{c}}"`.
    fallbackListenerOnNativeNode: true,
  }
}

/** Reflects `data-*` to the browser's elements, for tests. */
function reflectDatasets(): void {
  const proto = ge.Element.prototype
  const original = proto.setDataset
  proto.setDataset = function (name, value) {
    original.call(this, name, value)
    const element = this.getBackendElement() as unknown as HTMLElement | null
    if (value === undefined || value === null) element?.removeAttribute(`data-${name}`)
    else element?.setAttribute(`data-${name}`, typeof value === 'string' ? value : JSON.stringify(value))
  }
}

function bridgeSetData(cross: SpaceOptions['cross'], ready: ReadyQueue): void {
  const proto = adapterComponent.ComponentCaller.prototype
  const original = proto.setData
  proto.setData = function (this: { _$: GeComponent }, data: Record<string, unknown>, callback?: () => void) {
    original.call(this as never, cross(this._$, data), callback)
    ready.flushSoon()
  }
}

/** Root component of the page that contains a component. */
export function pageRootOf(component: GeComponent): GeComponent {
  let root = component
  for (let host = root.ownerShadowRoot?.getHostNode(); host; host = host.ownerShadowRoot?.getHostNode()) root = host
  return root
}
