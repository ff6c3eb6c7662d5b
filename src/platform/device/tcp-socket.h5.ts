import type { TcpPort } from './tcp-socket.types'

/** Browsers have no TCP sockets, and send media as a WebSocket to the port of the API. */
export const tcpPort: TcpPort = { isNeeded: false, open: () => undefined }
