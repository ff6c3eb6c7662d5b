import type { Host } from '../host'
import type { Api } from './api'

type Listener = (result: object) => void

/** S0 and S1 of an RTMP server. */
const RTMP_ANSWER = new Uint8Array(1 + 1_536)
RTMP_ANSWER[0] = 3

/** `wx.createTCPSocket` on a network that `options.tcp` describes. It reaches nothing. */
class TcpSocket {
  private readonly listeners = new Map<string, Listener>()
  private isClosed = false
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  onConnect(listener: Listener): void { this.listeners.set('connect', listener) }
  onMessage(listener: Listener): void { this.listeners.set('message', listener) }
  onError(listener: Listener): void { this.listeners.set('error', listener) }
  onClose(listener: Listener): void { this.listeners.set('close', listener) }

  connect(): void {
    const { tcp } = this.host.options
    if (tcp === 'open') this.emit('connect', {})
    if (tcp === 'refused') this.emit('error', { errCode: -2, errMsg: 'connect fail, errno:111' })
  }

  write(): void {
    this.emit('message', { message: RTMP_ANSWER.buffer })
  }

  close(): void {
    this.isClosed = true
  }

  private emit(event: string, result: object): void {
    setTimeout(() => this.host.thread.run(() => {
      if (!this.isClosed) this.listeners.get(event)?.(result)
    }), 0)
  }
}

export const tcpApis = (host: Host): Record<string, Api> => ({ createTCPSocket: () => new TcpSocket(host) })
