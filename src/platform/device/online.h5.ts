import type { OnOnlineChange } from './online.types'

/** uni listens to the connection's type alone, which desktops do not change when they go offline. */
export const onOnlineChange: OnOnlineChange = listener => {
  window.addEventListener('offline', () => listener(false))
  window.addEventListener('online', () => listener(true))
}
