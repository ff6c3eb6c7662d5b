export interface TcpAddress { host: string, port: number }

/** Cause of a failed connection. `not-allowed`: the platform refuses this address by its own rules. */
export type TcpFailure = 'refused' | 'no-answer' | 'not-allowed' | 'unknown'

export interface TcpListeners {
  onConnect: (connection: TcpConnection) => void
  onData: (bytes: Uint8Array) => void
  onFailure: (failure: TcpFailure) => void
  onClose: () => void
}

export interface TcpConnection {
  write: (bytes: ArrayBuffer) => void
  close: () => void
}

/** Implementations: WeChat (tcp-socket.ts) and browser (tcp-socket.h5.ts). */
export interface TcpPort {
  /** False where media uses the port of the API instead. */
  isNeeded: boolean
  /** Undefined if the platform cannot connect to this address. The limit of time is the caller's. */
  open: (address: TcpAddress, listeners: TcpListeners) => TcpConnection | undefined
}
