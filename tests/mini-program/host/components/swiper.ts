import type { BuiltIn, Instance } from './built-in'

const timers = new WeakMap<HTMLElement, number>()

function countOf({ element }: Instance): number {
  return element.querySelectorAll('wx-swiper-item').length
}

/** Makes another item the current one. */
function move(instance: Instance, to: number, source: 'autoplay' | 'touch' | ''): void {
  const count = countOf(instance)
  if (count === 0) return
  const current = instance.values.circular === true ? (to + count) % count : Math.min(Math.max(to, 0), count - 1)
  if (current === Number(instance.values.current)) return
  instance.set({ current })
  instance.emit('change', { current, source })
}

export const swiper: BuiltIn = {
  tag: 'swiper',
  properties: {
    current: { type: Number, value: 0 },
    autoplay: Boolean,
    interval: { type: Number, value: 5000 },
    duration: { type: Number, value: 500 },
    circular: Boolean,
    vertical: Boolean,
    indicatorDots: Boolean,
    indicatorColor: { type: String, value: 'rgba(0, 0, 0, .3)' },
    indicatorActiveColor: { type: String, value: '#000000' },
    disableTouch: Boolean,
  },
  create(instance) {
    const { element, host } = instance
    let startX = 0
    element.addEventListener('touchstart', ({ touches }) => { startX = touches[0]?.clientX ?? 0 }, { passive: true })
    element.addEventListener('touchend', ({ changedTouches }) => {
      const distance = (changedTouches[0]?.clientX ?? startX) - startX
      if (instance.values.disableTouch !== true && Math.abs(distance) > element.clientWidth / 4) {
        move(instance, Number(instance.values.current) + (distance < 0 ? 1 : -1), 'touch')
      }
    })
    return changed => {
      const { current, vertical, autoplay, interval } = instance.values
      const offset = `${-100 * Number(current)}%`
      const transform = vertical === true ? `translate(0, ${offset})` : `translate(${offset}, 0)`
      element.style.setProperty('--kaike-swiper', transform)
      element.dataset.vertical = String(vertical)
      if (!changed.has('autoplay') && !changed.has('interval')) return
      host.clock.clear(timers.get(element))
      if (autoplay !== true) return
      const next = () => move(instance, Number(instance.values.current) + 1, 'autoplay')
      timers.set(element, host.clock.setInterval(next, Number(interval)))
    }
  },
  detached: ({ element, host }) => host.clock.clear(timers.get(element)),
}

export const swiperItem: BuiltIn = { tag: 'swiper-item', properties: { itemId: String } }
