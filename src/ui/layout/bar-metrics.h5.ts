import type { BarMetrics } from './bar-metrics'

/** On H5 uni's bar is switched off (pages.json): its back arrow is out of the keyboard's reach. */
export const HAS_NATIVE_BAR = false

export const barMetrics = (): BarMetrics => ({ topPx: 0, heightPx: 56, rightPx: 0 })
