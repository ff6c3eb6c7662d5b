import type { Host } from '../host'
import type { SocketControl } from '../../serve/bridge.types'
import type { CallOptions } from './api'

/** Maximum number of parallel WebSockets. */
const LIMIT = 5
const STATES = { connecting: 0, open: 1, closing: 2, closed: 3 } as const

interface SocketOptions extends CallOptions { url: string, header?: Record<string, string>, protocols?: string[] }
interface Listeners {
  open: ((result: object) => void)[]
  message: ((result: { data: string | ArrayBuffer }) => void)[]
  error: ((failure: { errMsg: string }) => void)[]
  close: ((result: { code: number, reason: string }) => void)[]
}

/** `wx.connectSocket`: real WebSockets through the harness. */
export class Sockets {
  private readonly tasks = new Set<SocketTask>()
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  /** Number of connecting sockets. */
  get pending(): number {
    return [...this.tasks].filter(({ readyState }) => readyState === STATES.connecting).length
  }

  /** Ends all sockets, as WeChat does: the tasks get no event, only `wx.onSocketClose` fires, once. */
  interrupt(): void {
    if (this.tasks.size === 0) return
    for (const task of [...this.tasks]) task.vanish()
    this.host.thread.run(() => this.host.app.emit('socketClose', { code: 1006, reason: 'interrupted' }))
  }

  connect(options: SocketOptions): SocketTask {
    const { host } = this
    const refuse = (reason: string) => {
      const failure = { errMsg: `connectSocket:fail ${reason}` }
      setTimeout(() => host.thread.run(() => {
        options.fail?.(failure)
        options.complete?.(failure)
        task.failed(failure.errMsg)
      }), 0)
    }
    const task = new SocketTask(host, () => this.tasks.delete(task))
    if (!host.network.isAllowed(options.url)) {
      host.problems.add('network', `${new URL(options.url).origin} is not in the list of domains`)
      refuse('url not in domain list')
    } else if (this.tasks.size >= LIMIT) refuse('exceed max task count')
    else if (host.network.isCut) refuse('interrupted')
    else if (host.networkType === 'none') refuse('network is down')
    else {
      this.tasks.add(task)
      const { protocols = [], header = {} } = options
      task.begin({ type: 'open', url: host.network.reach(options.url), protocols, header })
      setTimeout(() => host.thread.run(() => {
        options.success?.({ errMsg: 'connectSocket:ok', socketTaskId: host.nextId('socket') })
        options.complete?.({ errMsg: 'connectSocket:ok' })
      }), 0)
    }
    return task
  }
}

export class SocketTask {
  readyState: number = STATES.connecting
  private readonly listeners: Listeners = { open: [], message: [], error: [], close: [] }
  private socket: WebSocket | undefined
  private readonly host: Host
  private readonly onOver: () => void

  constructor(host: Host, onOver: () => void) {
    this.host = host
    this.onOver = onOver
  }

  onOpen(listener: Listeners['open'][number]): void { this.listeners.open.push(listener) }
  onMessage(listener: Listeners['message'][number]): void { this.listeners.message.push(listener) }
  onError(listener: Listeners['error'][number]): void { this.listeners.error.push(listener) }
  onClose(listener: Listeners['close'][number]): void { this.listeners.close.push(listener) }

  send({ data, success, fail, complete }: CallOptions & { data: string | ArrayBuffer }): void {
    const isOpen = this.readyState === STATES.open
    const frame = typeof data === 'string' ? JSON.stringify({ type: 'text', data } satisfies SocketControl) : data
    if (isOpen) this.socket?.send(frame)
    const status = isOpen ? 'ok' : 'fail SocketTask.readyState is not OPEN'
    const result = { errMsg: `sendSocketMessage:${status}` }
    setTimeout(() => this.host.thread.run(() => {
      ;(isOpen ? success : fail)?.(result)
      complete?.(result)
    }), 0)
  }

  close({ code = 1000, reason = '', success, complete }: CallOptions & { code?: number, reason?: string } = {}): void {
    if (this.readyState >= STATES.closing) return
    this.readyState = STATES.closing
    this.sendControl({ type: 'close', code, reason })
    setTimeout(() => this.host.thread.run(() => {
      success?.({ errMsg: 'closeSocket:ok' })
      complete?.({ errMsg: 'closeSocket:ok' })
    }), 0)
  }

  begin(control: SocketControl): void {
    const socket = new WebSocket(`ws://${location.host}/__bridge/socket`)
    socket.binaryType = 'arraybuffer'
    this.socket = socket
    socket.addEventListener('open', () => this.sendControl(control))
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => this.onFrame(data))
    socket.addEventListener('close', () => this.closed(1006, ''))
  }

  failed(errMsg: string): void {
    this.readyState = STATES.closed
    for (const listener of this.listeners.error) listener({ errMsg })
  }

  vanish(): void {
    this.over()
    this.socket?.close()
  }

  private onFrame(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') return this.deliver(data)
    const control = JSON.parse(data) as SocketControl
    if (control.type === 'text') this.deliver(control.data)
    else if (control.type === 'opened') this.opened(control.header)
    else if (control.type === 'closed') this.closed(control.code, control.reason)
    else if (control.type === 'failed') this.host.thread.run(() => this.failed(`connectSocket:fail ${control.text}`))
  }

  private opened(header: Record<string, string>): void {
    if (this.readyState !== STATES.connecting) return
    this.readyState = STATES.open
    this.emit('open', { header })
  }

  private deliver(data: string | ArrayBuffer): void {
    if (this.readyState === STATES.open) this.emit('message', { data })
  }

  private closed(code: number, reason: string): void {
    if (this.readyState === STATES.closed) return
    this.over()
    this.emit('close', { code, reason })
  }

  private over(): void {
    this.readyState = STATES.closed
    this.onOver()
  }

  private emit<E extends keyof Listeners>(event: E, result: Parameters<Listeners[E][number]>[0]): void {
    this.host.thread.run(() => {
      for (const listener of this.listeners[event]) (listener as (result: unknown) => void)(result)
    })
  }

  private sendControl(control: SocketControl): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(control))
  }
}
