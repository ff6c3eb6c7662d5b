import { once } from 'node:events'
import { createServer } from 'node:net'
import { SocketSink } from '../playout/socket-sink'
import { WIRES } from '../wire'
import { RtmpSession } from './session'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { RelayParts } from '../parts'

/** Connects sockets to sessions. */
export class RtmpServer {
  readonly #parts: RelayParts
  readonly #server: Server
  readonly #sessions = new Set<RtmpSession>()

  constructor(parts: RelayParts) {
    this.#parts = parts
    this.#server = createServer({ noDelay: true, keepAlive: true }, socket => { this.#serve(socket) })
    this.#server.maxConnections = parts.limits.maxRtmpConnections
  }

  /** Resolves with the port in use. */
  async listen(host: string, port: number): Promise<number> {
    this.#server.listen({ host, port })
    await once(this.#server, 'listening')
    this.#server.on('error', error => { this.#parts.log.error({ err: error }, 'RTMP server failed') })
    return (this.#server.address() as AddressInfo).port
  }

  /** Accepts no new connections and ends the open ones. */
  stop(): void {
    this.#server.close()
    for (const session of this.#sessions) session.close('SERVER_RESTART')
  }

  #serve(socket: Socket): void {
    const { lingerMs } = this.#parts.limits
    const remoteAddress = socket.remoteAddress ?? ''
    if (!this.#parts.connections.hasRoom(remoteAddress)) {
      socket.destroy()
      return
    }
    let linger: NodeJS.Timeout | undefined
    const sink = new SocketSink(socket, WIRES.rtmp, () => { socket.end() })
    const session = new RtmpSession(this.#parts, {
      remoteAddress,
      write: bytes => { if (socket.writable) socket.write(bytes) },
      queuedBytes: () => sink.queuedBytes(),
      isBlocked: () => sink.isBlocked(),
      writeAll: pieces => { sink.write(pieces) },
      pause: () => { socket.pause() },
      resume: () => { socket.resume() },
      end: () => {
        socket.end()
        linger ??= setTimeout(() => { socket.destroy() }, lingerMs)
      },
    })
    this.#sessions.add(session)
    const forget = this.#parts.connections.add(remoteAddress, () => { socket.destroy() })
    socket.on('data', data => { session.receive(data) })
    socket.on('drain', () => { session.drained() })
    socket.on('error', () => { /* 'close' follows and says all there is to say. */ })
    socket.on('close', () => {
      clearTimeout(linger)
      this.#sessions.delete(session)
      session.lost()
      forget()
    })
  }
}
