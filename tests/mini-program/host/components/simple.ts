import { part } from './built-in'
import type { BuiltIn } from './built-in'

export const progress: BuiltIn = {
  tag: 'progress',
  properties: {
    percent: { type: Number, value: 0 },
    showInfo: Boolean,
    strokeWidth: { type: null, value: 6 },
    activeColor: { type: String, value: '#09BB07' },
    backgroundColor: { type: String, value: '#EBEBEB' },
  },
  create(instance) {
    const bar = part(instance, 'i', 'kaike-bar')
    return () => {
      const { percent, activeColor, backgroundColor, strokeWidth } = instance.values
      const stops = `${String(activeColor)} ${Number(percent)}%,${String(backgroundColor)} 0`
      bar.style.cssText = `height:${Number(strokeWidth)}px;background:linear-gradient(90deg,${stops})`
    }
  },
}

export const icon: BuiltIn = {
  tag: 'icon',
  properties: { type: String, size: { type: null, value: 23 }, color: String },
  create(instance) {
    return () => {
      const { size, color } = instance.values
      const box = `width:${Number(size)}px;height:${Number(size)}px;border-radius:50%`
      instance.element.style.cssText = `${box};background:${String(color) || '#09BB07'}`
    }
  },
}

/** A link between pages. */
export const navigator: BuiltIn = {
  tag: 'navigator',
  properties: {
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    hoverClass: { type: null, value: 'navigator-hover' },
  },
  create({ component, host, values }) {
    component.addListener('tap', () => {
      const url = String(values.url)
      const moves: Record<string, () => Promise<unknown>> = {
        navigate: () => host.pages.navigateTo(url),
        redirect: () => host.pages.redirectTo(url),
        reLaunch: () => host.pages.reLaunch(url),
        switchTab: () => host.pages.reLaunch(url),
        navigateBack: () => host.pages.navigateBack(Number(values.delta)),
      }
      void moves[String(values.openType)]?.().catch((error: unknown) => {
        host.problems.add('navigation', String(error))
      })
    })
    return undefined
  },
}
