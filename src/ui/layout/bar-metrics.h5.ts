import type { BarMetrics } from './bar-metrics'

/** On H5 uni's bar is switched off (pages.json): the keyboard cannot reach its back arrow. */
export const HAS_NATIVE_BAR = false

export const barMetrics = (): BarMetrics => ({ topPx: 0, heightPx: 56, rightPx: 0 })
