import type { Duplex } from 'node:stream'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { ViewerSink } from './viewer'
import type { Wire } from '../wire'

/**
 * Writes shared bytes directly to the socket, after the protocol's own output. No library is involved, so a window is
 * one write and no byte is copied.
 */
export class SocketSink implements ViewerSink {
  readonly wire: Wire
  readonly close: (reason: MediaCloseReason) => void
  readonly #socket: Duplex

  constructor(socket: Duplex, wire: Wire, close: (reason: MediaCloseReason) => void) {
    this.#socket = socket
    this.wire = wire
    this.close = close
  }

  queuedBytes(): number {
    return this.#socket.writableLength
  }

  /** A socket that accepted all bytes still reports "needs drain" until the end of the turn. */
  isBlocked(): boolean {
    return this.#socket.writableNeedDrain && this.#socket.writableLength > 0
  }

  write(pieces: readonly Buffer[]): void {
    if (!this.#socket.writable) return
    const [only] = pieces
    if (only && pieces.length === 1) {
      this.#socket.write(only)
      return
    }
    this.#socket.cork()
    for (const piece of pieces) this.#socket.write(piece)
    this.#socket.uncork()
  }
}
