import type { OnOnlineChange } from './online.types'

/** uni listens only to the connection type, which desktops do not change when they go offline. */
export const onOnlineChange: OnOnlineChange = listener => {
  window.addEventListener('offline', () => listener(false))
  window.addEventListener('online', () => listener(true))
}
