import { onHide, onShow } from '@dcloudio/uni-app'

type Listen = (listener: () => void) => void

/** Tells a composable whether its page is visible. */
export interface Life {
  onSeen: Listen
  onUnseen: Listen
}

const ofPage: Life = { onSeen: listener => onShow(listener), onUnseen: listener => onHide(listener) }
let current = ofPage

/** The life of the page whose setup runs, or the one passed to `livingBy`. */
export const onSeen: Listen = listener => current.onSeen(listener)
export const onUnseen: Listen = listener => current.onUnseen(listener)

/** Runs a setup that outlives its page: its composables follow `life` instead of the page. */
export function livingBy<T>(life: Life, setup: () => T): T {
  const before = current
  current = life
  try {
    return setup()
  } finally {
    current = before
  }
}
