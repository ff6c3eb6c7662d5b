import type { Host } from '../host'
import type { GeComponent } from '../space'

export type Values = Record<string, unknown>
type PropertyType =
  | StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null

/** One instance of a built-in component. */
export interface Instance {
  host: Host
  component: GeComponent
  /** The component's own element. */
  element: HTMLElement
  values: Values
  emit: (event: string, detail?: object, options?: { bubbles?: boolean }) => void
  /** Sets a value as a user's input does, without a `setData` of the page. */
  set: (values: Values) => void
}

export interface BuiltIn {
  tag: string
  properties?: Record<string, PropertyType | { type: PropertyType, value: unknown }>
  /** Creates the component's inner elements. The returned function runs once at once and after every change. */
  create?: (instance: Instance) => ((changed: ReadonlySet<string>) => void) | undefined
  detached?: (instance: Instance) => void
}

/** Attributes that every component passes to its element. */
const ATTRIBUTES = [
  'role', 'tabindex', 'lang', 'hover-class', 'aria-label', 'aria-hidden', 'aria-disabled', 'aria-busy', 'aria-level',
  'aria-live', 'aria-checked', 'aria-selected',
] as const

const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const isShown = (value: unknown): value is string | number | boolean =>
  value !== '' && ['string', 'number', 'boolean'].includes(typeof value)

function reflect({ element, values }: Instance): void {
  for (const name of ATTRIBUTES) {
    const value = values[camel(name)]
    if (isShown(value)) element.setAttribute(name, String(value))
    else element.removeAttribute(name)
  }
  element.toggleAttribute('hidden', values.hidden === true)
}

/** Defines a component in the space of built-ins and registers its tag for every page. */
export function defineBuiltIn(host: Host, { tag, properties = {}, create, detached }: BuiltIn): void {
  const instances = new WeakMap<object, { instance: Instance, update: () => void }>()

  const instanceOf = (component: GeComponent): Instance => ({
    host,
    component,
    element: component.getBackendElement() as unknown as HTMLElement,
    get values() { return component.data },
    emit: (event, detail = {}, options = {}) => {
      // A browser control may fire an event after its page has ended.
      if (instances.has(component)) host.thread.run(() => component.triggerEvent(event, detail, options))
    },
    set: values => component.setData(values),
  })

  const definition = host.space.builtIns.defineComponent({
    is: tag,
    options: { writeIdToDOM: true },
    properties: {
      hidden: Boolean,
      ...Object.fromEntries(ATTRIBUTES.map(name => [camel(name), { type: null, value: '' }])),
      ...properties,
    },
    observers: {
      '**'(this: unknown) { instances.get(this as object)?.update() },
    },
    lifetimes: {
      attached(this: unknown) {
        const component = this as GeComponent
        const instance = instanceOf(component)
        let known: Values = {}
        const parts: { render?: ReturnType<NonNullable<typeof create>> } = {}
        const update = () => {
          const { values } = instance
          const changed = new Set(Object.keys(values).filter(name => values[name] !== known[name]))
          if (changed.size === 0) return
          known = { ...values }
          reflect(instance)
          parts.render?.(changed)
        }
        instances.set(component, { instance, update })
        parts.render = create?.(instance)
        update()
      },
      detached(this: unknown) {
        const known = instances.get(this as object)
        if (known) detached?.(known.instance)
        instances.delete(this as object)
      },
    },
  })
  host.space.setBuiltIn(tag, definition as never)
  host.builtInTags.add(tag)
}

/** Creates an inner element of the component, outside its slot. */
export function part<K extends keyof HTMLElementTagNameMap>(
  instance: Instance, tag: K, className: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  instance.element.append(element)
  return element
}

/** URL of a file of the build on the harness, relative to the component that refers to it. */
export function assetUrl({ component }: Instance, path: string): string {
  if (path === '' || /^(https?:|data:|wxfile:)/.test(path)) return path
  const owner = component.ownerShadowRoot?.getHostNode().is ?? ''
  return `/app${new URL(path, `file:///${owner}`).pathname}`
}
