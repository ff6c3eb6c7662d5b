import { parseMediaAck } from '@contract/media/ack'
import { shouldReconnect } from '@contract/kernel/close-codes'
import { toMediaCloseReason } from '@contract/media/close'
import type { PusherEvent } from '@/features/codes/pusher-events'
import { retryDelayMs } from '../../retry'
import type { FlvBytes } from '../../flv/muxer'
import { SendMeter } from './send-meter'

/** Own tries before NETWORK_LOST; WeChat's pusher also makes three. */
const RETRY_DELAYS_MS = [500, 1000, 2000]
const CONNECT_TIMEOUT_MS = 5000
/**
 * The server acknowledges received bytes; after this silence the connection counts as lost, for example after a change
 * of Wi-Fi, which a browser's socket would notice minutes later. The relay's own limit is 15 s.
 */
const SILENT_AFTER_MS = 6000

/** RFC 6455, 7.4.1: tells the relay that the end is regular. */
const NORMAL_CLOSURE = 1000

const openPublisherSocket = (url: string) => new WebSocket(url, 'publisher')

export interface PublishLinkOptions {
  /** Read for each try. Signed: never logged. */
  url: () => string
  report: (event: PusherEvent, message?: string) => void
  /** The socket is open: send headers, then media from a keyframe on. Called after each reconnect. */
  onOpen: () => void
  /** The link gave up or was refused: no more tries follow. */
  onOver: () => void
  openSocket?: (url: string) => WebSocket
  random?: () => number
}

/** The connection of one push to the relay: opens it, keeps it, and reports like WeChat's pusher. */
export class PublishLink {
  #socket: WebSocket | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  #isWanted = false
  #meter: SendMeter | undefined

  readonly #options: PublishLinkOptions

  constructor(options: PublishLinkOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN
  }

  /** Bytes that the browser has accepted and not yet sent. */
  get queuedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0
  }

  /** Delay of the oldest unacknowledged byte in milliseconds, in any queue. */
  get lateMs(): number {
    return this.#meter?.lateMs(performance.now()) ?? 0
  }

  setDraining(isDraining: boolean): void {
    this.#meter?.setDraining(isDraining, performance.now())
  }

  open(): void {
    if (this.#isWanted) return
    this.#isWanted = true
    this.#attempt = 0
    this.#connect()
  }

  close(): void {
    this.#isWanted = false
    clearTimeout(this.#timer)
    this.#leave()
  }

  send(bytes: FlvBytes): void {
    if (!this.isOpen) return
    this.#socket?.send(bytes)
    this.#meter?.sent(bytes.length, performance.now())
  }

  /** Called about once a second: closes a connection that has fallen silent. */
  checkAlive(): void {
    if (!this.isOpen) return
    if ((this.#meter?.silentMs(performance.now()) ?? 0) > SILENT_AFTER_MS) this.#lose('READ_WRITE_FAILED', 'silent')
  }

  #connect(): void {
    const { openSocket = openPublisherSocket } = this.#options
    let socket: WebSocket
    try {
      socket = openSocket(this.#options.url())
    } catch {
      // Not a WebSocket URL: a retry does not help.
      this.#giveUp('bad url')
      return
    }
    this.#socket = socket
    let wasOpen = false
    let isAccepted = false
    this.#timer = setTimeout(() => this.#lose('CONNECT_FAILED', 'timeout'), CONNECT_TIMEOUT_MS)
    socket.onopen = () => {
      wasOpen = true
      this.#meter = new SendMeter(performance.now())
      clearTimeout(this.#timer)
      this.#options.report('CONNECTED')
      this.#options.onOpen()
    }
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      const ack = parseMediaAck(data)
      if (!ack) return
      this.#meter?.received(ack.received, performance.now())
      if (!isAccepted) this.#accept()
      isAccepted = true
    }
    socket.onclose = ({ code }) => {
      const reason = toMediaCloseReason(code)
      if (reason === undefined) this.#lose(wasOpen ? 'READ_WRITE_FAILED' : 'CONNECT_FAILED', String(code))
      else if (shouldReconnect(code)) this.#lose('SERVER_CLOSED', reason)
      else {
        this.#options.report('SERVER_CLOSED', reason)
        // The report may have ended the push.
        if (this.#isWanted) this.#giveUp(reason)
      }
    }
  }

  #accept(): void {
    this.#attempt = 0
    this.#options.report('PUSH_STARTED')
  }

  #lose(event: PusherEvent, message: string): void {
    clearTimeout(this.#timer)
    this.#leave()
    this.#options.report(event, message)
    if (!this.#isWanted) return
    this.#attempt += 1
    const delayMs = retryDelayMs(RETRY_DELAYS_MS, this.#attempt, (this.#options.random ?? Math.random)())
    if (delayMs === undefined) {
      this.#giveUp(message)
      return
    }
    this.#timer = setTimeout(() => this.#connect(), delayMs)
    this.#options.report('RECONNECTING', message)
  }

  #giveUp(message: string): void {
    this.close()
    this.#options.onOver()
    this.#options.report('NETWORK_LOST', message)
  }

  #leave(): void {
    if (!this.#socket) return
    this.#socket.onopen = null
    this.#socket.onmessage = null
    this.#socket.onclose = null
    this.#meter = undefined
    this.#socket.close(NORMAL_CLOSURE)
    this.#socket = undefined
  }
}
