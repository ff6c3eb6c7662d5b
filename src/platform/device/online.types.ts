/** Calls back when the device loses or regains its network, as long as the app runs. */
export type OnOnlineChange = (listener: (isOnline: boolean) => void) => void
