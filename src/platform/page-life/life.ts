import { onHide, onShow } from '@dcloudio/uni-app'

type Listen = (listener: () => void) => void

/** What tells a composable that a person can see what it serves. */
export interface Life {
  onSeen: Listen
  onUnseen: Listen
}

const ofPage: Life = { onSeen: listener => onShow(listener), onUnseen: listener => onHide(listener) }
let current = ofPage

/** Of the page whose setup runs, or of what `livingBy` was given instead. */
export const onSeen: Listen = listener => current.onSeen(listener)
export const onUnseen: Listen = listener => current.onUnseen(listener)

/** Runs a setup that outlives its page: what it uses hears of `life` instead of the page's. */
export function livingBy<T>(life: Life, setup: () => T): T {
  const before = current
  current = life
  try {
    return setup()
  } finally {
    current = before
  }
}
