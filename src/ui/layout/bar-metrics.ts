/** Free space of the bar at the top, px. */
export interface BarMetrics {
  /** Height of the system's status bar above the bar. */
  topPx: number
  heightPx: number
  /** Width that WeChat's capsule takes at the right. */
  rightPx: number
}

/**
 * WeChat draws the bar itself, except on pages with `navigationStyle: custom`. The browser's twin is bar-metrics.h5.ts.
 */
export const HAS_NATIVE_BAR = true

export function barMetrics(): BarMetrics {
  // Base libraries before 2.20.1 have only the older call.
  const hasWindowInfo = uni.canIUse('getWindowInfo')
  const { statusBarHeight = 0, windowWidth } = hasWindowInfo ? uni.getWindowInfo() : uni.getSystemInfoSync()
  const capsule = uni.getMenuButtonBoundingClientRect()
  return {
    topPx: statusBarHeight,
    heightPx: (capsule.top - statusBarHeight) * 2 + capsule.height,
    rightPx: windowWidth - capsule.left,
  }
}
