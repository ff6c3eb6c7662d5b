import type { BuiltIn } from './built-in'

export const scrollView: BuiltIn = {
  tag: 'scroll-view',
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    upperThreshold: { type: null, value: 50 },
    lowerThreshold: { type: null, value: 50 },
    scrollTop: { type: null, value: '' },
    scrollLeft: { type: null, value: '' },
    scrollIntoView: String,
    scrollWithAnimation: Boolean,
    enhanced: Boolean,
    showScrollbar: { type: Boolean, value: true },
    enableFlex: Boolean,
    refresherEnabled: Boolean,
    refresherTriggered: Boolean,
    scrollAnchoring: Boolean,
  },
  create(instance) {
    const { element, emit } = instance
    let last = { top: 0, left: 0 }
    element.addEventListener('scroll', () => {
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = element
      const [deltaX, deltaY] = [last.left - scrollLeft, last.top - scrollTop]
      emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX, deltaY })
      const upper = Number(instance.values.upperThreshold)
      const wasAbove = last.top + clientHeight < scrollHeight - Number(instance.values.lowerThreshold)
      const isBelow = scrollTop + clientHeight >= scrollHeight - Number(instance.values.lowerThreshold)
      if (wasAbove && isBelow) emit('scrolltolower', { direction: 'bottom' })
      if (last.top > upper && scrollTop <= upper) emit('scrolltoupper', { direction: 'top' })
      last = { top: scrollTop, left: scrollLeft }
    })
    return changed => {
      const { scrollX, scrollY, scrollTop, scrollLeft, scrollIntoView, enableFlex } = instance.values
      element.style.overflowX = scrollX === true ? 'auto' : 'hidden'
      element.style.overflowY = scrollY === true ? 'auto' : 'hidden'
      if (enableFlex === true) element.style.display = 'flex'
      if (changed.has('scrollTop') && scrollTop !== '') element.scrollTop = Number(scrollTop)
      if (changed.has('scrollLeft') && scrollLeft !== '') element.scrollLeft = Number(scrollLeft)
      if (changed.has('scrollIntoView') && scrollIntoView !== '') {
        element.querySelector(`[id$="--${CSS.escape(String(scrollIntoView))}"]`)?.scrollIntoView({ block: 'start' })
      }
    }
  },
}
