/** Where the bar at the top has room, px. */
export interface BarMetrics {
  /** Height of the system's status bar above it. */
  topPx: number
  heightPx: number
  /** Taken at the right by WeChat's capsule. */
  rightPx: number
}

/** WeChat draws the bar itself, except on pages with `navigationStyle: custom`. The browser's twin is bar-metrics.h5.ts. */
export const HAS_NATIVE_BAR = true

export function barMetrics(): BarMetrics {
  // Base libraries before 2.20.1 have only the older call.
  const { statusBarHeight = 0, windowWidth } = uni.canIUse('getWindowInfo') ? uni.getWindowInfo() : uni.getSystemInfoSync()
  const capsule = uni.getMenuButtonBoundingClientRect()
  return {
    topPx: statusBarHeight,
    heightPx: (capsule.top - statusBarHeight) * 2 + capsule.height,
    rightPx: windowWidth - capsule.left,
  }
}
