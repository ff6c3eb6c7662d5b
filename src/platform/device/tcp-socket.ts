import type { TcpConnection, TcpFailure, TcpPort } from './tcp-socket.types'

/** `errCode` is documented with the codes and `errMsg` with the event; both may be missing. */
interface WeChatError { errCode?: number, errMsg?: string }

/** The part of WeChat's `TCPSocket` that is used here. */
interface WeChatTcpSocket {
  connect: (options: { address: string, port: number, timeout: number }) => void
  write: (data: ArrayBuffer) => void
  close: () => void
  onConnect: (listener: () => void) => void
  onMessage: (listener: (result: { message: ArrayBuffer }) => void) => void
  onError: (listener: (error: WeChatError) => void) => void
  onClose: (listener: () => void) => void
}

/** A function that uni passes on without a type. */
interface WeChatTcp {
  /** Since 2.18.0. */
  createTCPSocket?: () => WeChatTcpSocket
}

const weChat = (): WeChatTcp => uni

/** Seconds. WeChat's default is 2, too short for a slow network. */
const CONNECT_TIMEOUT_SECONDS = 5

/** Ports that WeChat forbids, in addition to those below 1024 and 8000 to 8100 (docs/wechat.md, section 4). */
const FORBIDDEN_PORTS: ReadonlySet<number> = new Set([
  1099, 1433, 1521, 1719, 1720, 1723, 2049, 2375, 3128, 3306, 3389, 3659, 4045, 5060, 5061, 5432, 5984, 6000, 6379,
  6566, 7001, 7002, 8443, 8888, 9200, 9300, 10051, 10080, 11211, 27017, 27018, 27019,
])

export const isPortAllowed = (port: number): boolean =>
  port >= 1024 && !(port >= 8000 && port <= 8100) && !FORBIDDEN_PORTS.has(port)

/** WeChat's `errCode`: address or port not accepted, no permission. */
const NOT_ALLOWED_CODES: ReadonlySet<number | undefined> = new Set([1, 2, -3])
/** WeChat's `errCode` of a failed connection without a cause. */
const CONNECT_FAILED = -4
/** ECONNREFUSED, ECONNRESET, EHOSTUNREACH, ENETUNREACH of Linux and of Darwin. */
const REFUSED_ERRNOS: ReadonlySet<number> = new Set([111, 104, 113, 101, 61, 54, 65, 51])
/** ETIMEDOUT of Linux and of Darwin. */
const TIMEOUT_ERRNOS: ReadonlySet<number> = new Set([110, 60])

/** An error that is not understood is `unknown`: it must not accuse the school's network. */
export function tcpFailure({ errCode, errMsg = '' }: WeChatError): TcpFailure {
  if (NOT_ALLOWED_CODES.has(errCode)) return 'not-allowed'
  if (/invalid|domain|permission|denied|not allow/i.test(errMsg)) return 'not-allowed'
  const errno = Number(/errno\D{0,3}(\d+)/i.exec(errMsg)?.[1])
  if (REFUSED_ERRNOS.has(errno) || /refused|unreachable|reset/i.test(errMsg)) return 'refused'
  if (TIMEOUT_ERRNOS.has(errno) || /time(d )?-?out/i.test(errMsg)) return 'no-answer'
  return errCode === CONNECT_FAILED ? 'refused' : 'unknown'
}

function connectionOf(socket: WeChatTcpSocket): TcpConnection {
  return {
    write: bytes => socket.write(bytes),
    close() {
      try {
        socket.close()
      } catch { /* It is closed already. */ }
    },
  }
}

/** WeChat version; the browser version is tcp-socket.h5.ts. */
export const tcpPort: TcpPort = {
  isNeeded: true,
  open({ host, port }, { onConnect, onData, onFailure, onClose }) {
    const { createTCPSocket } = weChat()
    // The default family is IPv4.
    if (!createTCPSocket || !isPortAllowed(port) || host.startsWith('[')) return undefined
    try {
      const socket = createTCPSocket()
      const connection = connectionOf(socket)
      socket.onConnect(() => onConnect(connection))
      socket.onMessage(({ message }) => onData(new Uint8Array(message)))
      socket.onError(error => onFailure(tcpFailure(error)))
      socket.onClose(() => onClose())
      socket.connect({ address: host, port, timeout: CONNECT_TIMEOUT_SECONDS })
      return connection
    } catch {
      // WeChat allows 20 sockets in 5 minutes.
      return undefined
    }
  },
}
