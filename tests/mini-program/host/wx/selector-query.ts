import type { Host } from '../host'
import type { GeComponent } from '../space'
import type { Api } from './api'

interface Caller { createSelectorQuery(): unknown, createIntersectionObserver(options?: object): unknown }

const callerOf = (component: GeComponent | undefined) => component?.getMethodCaller() as Caller | undefined

/** Delegates to glass-easel on the right component. */
export function selectorQueryApis(host: Host): Record<string, Api> {
  const front = () => callerOf(host.pages.top?.root.getComponent())
  return {
    createSelectorQuery: () => {
      const query = front()?.createSelectorQuery() as { in: (component: unknown) => unknown } | undefined
      if (!query) return undefined
      query.in = component => callerOf(host.componentOf(component))?.createSelectorQuery() ?? query
      return query
    },
    createIntersectionObserver: (component: unknown, options?: object) =>
      (callerOf(host.componentOf(component)) ?? front())?.createIntersectionObserver(options),
    createAnimation: () => {
      throw new Error('wx.createAnimation is not in the host: use CSS')
    },
    nextTick: (callback: () => void) => queueMicrotask(callback),
  }
}
