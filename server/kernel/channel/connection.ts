import type { RawData, WebSocket } from 'ws'
import { CHANNEL_CLOSE } from '../../../contract/channel/close'
import type { ChannelCloseReason } from '../../../contract/channel/close'
import type { ClientMessage } from '../../../contract/channel/messages'
import { parseClientMessage } from './messages'

/** Send buffer of a slow client; beyond it the connection is closed, and the client reconnects and resumes. */
const MAX_BUFFERED_BYTES = 256 * 1024
/** Time for the peer to answer a close before its socket is destroyed. */
const CLOSE_WAIT_MS = 2_000
const MAX_UNANSWERED_PROBES = 2
const MAX_MESSAGES_PER_BEAT = 100

export interface ConnectionListener {
  onMessage(connection: Connection, message: ClientMessage): void
  /** Called once, as soon as either side has ended the connection. */
  onGone(connection: Connection): void
}

/** One open WebSocket of a member. */
export class Connection {
  readonly memberId: string
  readonly #socket: WebSocket
  readonly #listener: ConnectionListener
  #gone = false
  #unansweredProbes = 0
  #messagesSinceBeat = 0

  constructor(socket: WebSocket, memberId: string, listener: ConnectionListener) {
    this.memberId = memberId
    this.#socket = socket
    this.#listener = listener
    socket.on('message', (data, isBinary) => { this.#onMessage(data, isBinary) })
    socket.on('pong', () => { this.#unansweredProbes = 0 })
    socket.on('close', () => { this.#leave() })
    // A broken frame or a reset: `close` always follows.
    socket.on('error', () => {})
  }

  send(text: string): void {
    if (this.#gone) return
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) this.close('TOO_SLOW')
    else this.#socket.send(text)
  }

  /** To be called once per heartbeat: pings the peer, and closes when two pings stayed unanswered. */
  probe(): void {
    if (this.#gone) return
    this.#messagesSinceBeat = 0
    if (this.#unansweredProbes >= MAX_UNANSWERED_PROBES) return this.close('SILENT')
    this.#unansweredProbes += 1
    this.#socket.ping()
  }

  close(reason: ChannelCloseReason): void {
    if (this.#gone) return
    this.#leave()
    closeSocket(this.#socket, reason)
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#gone) return
    this.#unansweredProbes = 0
    this.#messagesSinceBeat += 1
    const message = isBinary ? null : parseClientMessage(textOf(data))
    if (message === null || this.#messagesSinceBeat > MAX_MESSAGES_PER_BEAT) this.close('BAD_MESSAGE')
    else this.#listener.onMessage(this, message)
  }

  #leave(): void {
    if (this.#gone) return
    this.#gone = true
    this.#listener.onGone(this)
  }
}

/** Closes with the reason; terminates the socket if the peer does not answer. */
export function closeSocket(socket: WebSocket, reason: ChannelCloseReason): void {
  socket.close(CHANNEL_CLOSE[reason].code, reason)
  const forceCloseTimer = setTimeout(() => { socket.terminate() }, CLOSE_WAIT_MS)
  socket.once('close', () => { clearTimeout(forceCloseTimer) })
}

/** `ws` delivers one Buffer by default; its type allows the other shapes. */
function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString()
}
