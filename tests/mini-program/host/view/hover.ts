import type { glassEasel as ge } from 'glass-easel-miniprogram-adapter'

/** WeChat's defaults: delay before a touch shows, and time that it shows after its end, milliseconds. */
const START_MS = 20
const STAY_MS = 70

type Touched = HTMLElement & { __wxElement?: ge.Element }

/** Implements `hover-class`: the class of an element while a finger is on it. */
export function watchHover(): void {
  let release: (() => void) | undefined
  document.addEventListener('touchstart', ({ target }) => {
    release?.()
    const element = (target as HTMLElement).closest<Touched>('[hover-class]')
    const name = element?.getAttribute('hover-class') ?? 'none'
    const node = element?.__wxElement
    if (!node || name === 'none' || element.hasAttribute('disabled')) return
    const classes = name.split(/\s+/)
    const toggle = (isOn: boolean) => classes.forEach(one => node.classList?.toggle(one, isOn))
    const timer = setTimeout(() => toggle(true), START_MS)
    release = () => {
      clearTimeout(timer)
      toggle(false)
    }
  }, { capture: true, passive: true })
  const end = () => setTimeout(() => release?.(), STAY_MS)
  document.addEventListener('touchend', end, { capture: true, passive: true })
  document.addEventListener('touchcancel', end, { capture: true, passive: true })
}
