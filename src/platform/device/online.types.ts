/** Calls back when the device loses its network or has one again, for as long as the app runs. */
export type OnOnlineChange = (listener: (isOnline: boolean) => void) => void
