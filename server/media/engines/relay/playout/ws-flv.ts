import { WebSocketServer } from 'ws'
import { ACK_INTERVAL_MS } from '../../../../../contract/media/ack'
import { MEDIA_CLOSE } from '../../../../../contract/media/close'
import { FlvReader } from '../flv/flv-reader'
import { Intake } from '../stream/intake'
import { parseFlvUrl } from './media-target'
import { MessageBudget } from '../message-budget'
import { ProtocolError } from '../protocol-error'
import { SocketSink } from './socket-sink'
import { WIRES } from '../wire'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { MediaAck } from '../../../../../contract/media/ack'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { MediaRole } from '../../../engine'
import type { AdmittedPeer, Verdict } from '../admission'
import type { RelayParts } from '../parts'
import type { Publication } from '../stream/registry'

/** The sub-protocol by which a browser declares that it publishes. */
const PUBLISHER = 'publisher'
const NORMAL_CLOSURE = 1000
/** A player has no messages to send: its messages are limited far below the size of a picture. */
const MAX_PLAYER_MESSAGE_BYTES = 1024
const HTTP_TOO_MANY = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
const HTTP_NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

const roleOf = (req: IncomingMessage): MediaRole => {
  const offered = req.headers['sec-websocket-protocol']?.split(',').map(name => name.trim()) ?? []
  return offered.includes(PUBLISHER) ? 'publish' : 'play'
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

/** A publisher that does not read gets no further acknowledgements. */
const MOST_UNREAD_ACK_BYTES = 4096

/** Confirms the publisher, then counts the received bytes and reports them, including the last byte: see `MediaAck`. */
function acknowledger(ws: WebSocket): (bytes: number) => void {
  let received = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    if (ws.readyState === ws.OPEN && ws.bufferedAmount <= MOST_UNREAD_ACK_BYTES) {
      ws.send(JSON.stringify({ received } satisfies MediaAck))
    }
  }
  ws.on('close', () => { clearTimeout(timer) })
  tell()
  return bytes => {
    received += bytes
    timer ??= setTimeout(tell, ACK_INTERVAL_MS)
  }
}

const isViolation = (error: Error): boolean => 'code' in error && String(error.code).startsWith('WS_ERR_')

/**
 * WebSocket `/live/{stream}.flv?…`: the binary messages together form an FLV file. With the sub-protocol `publisher`
 * the client sends it; otherwise the client receives it. The close code tells why a connection ends: `MEDIA_CLOSE`.
 */
export class WsFlv {
  readonly #parts: RelayParts
  readonly #servers: Record<MediaRole, WebSocketServer>

  constructor(parts: RelayParts) {
    this.#parts = parts
    const shared = { noServer: true, clientTracking: false, perMessageDeflate: false }
    this.#servers = {
      publish: new WebSocketServer({
        ...shared,
        maxPayload: parts.limits.maxMessageBytes,
        handleProtocols: () => PUBLISHER,
      }),
      play: new WebSocketServer({ ...shared, maxPayload: MAX_PLAYER_MESSAGE_BYTES, handleProtocols: () => false }),
    }
  }

  /** The upgrade is completed after the app's answer; a refusal is sent over the open socket. */
  async upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => { /* 'close' follows. */ })
    const target = parseFlvUrl(req.url)
    if (!target) {
      socket.end(HTTP_NOT_FOUND, () => { socket.destroy() })
      return
    }
    const role = roleOf(req)
    const remoteAddress = req.socket.remoteAddress ?? ''
    if (!this.#parts.connections.hasRoom(remoteAddress)) {
      socket.end(HTTP_TOO_MANY, () => { socket.destroy() })
      return
    }
    const verdict = await this.#parts.admission.ask({ role, protocol: 'ws-flv', remoteAddress, ...target })
    this.#servers[role].handleUpgrade(req, socket, head, ws => {
      this.#begin(ws, socket, role, target.stream, { verdict, address: remoteAddress })
    })
  }

  #begin(
    ws: WebSocket,
    socket: Duplex,
    role: MediaRole,
    stream: string,
    { verdict, address }: { verdict: Verdict, address: string },
  ): void {
    ws.on('close', this.#parts.connections.add(address, () => { ws.terminate() }))
    ws.on('error', () => { /* ws closes by itself with the fitting code; 'close' follows. */ })
    if (!verdict.allowed) this.#end(ws, verdict.why)
    else if (role === 'publish') this.#publish(ws, stream, verdict)
    else this.#play(ws, socket, stream, verdict.memberId)
  }

  #publish(ws: WebSocket, stream: string, { memberId, device }: AdmittedPeer): void {
    const { maxMessageBytes, mediaPerSecond } = this.#parts.limits
    const reader = new FlvReader(maxMessageBytes)
    const publication = this.#parts.registry.publish(stream, {
      memberId,
      device,
      protocol: 'ws-flv',
      close: reason => { this.#end(ws, reason) },
    })
    const acknowledge = acknowledger(ws)
    const intake = new Intake({
      budget: new MessageBudget(mediaPerSecond),
      read: data => reader.read(data),
      bytesOf: ({ body }) => body.length,
      handle: tag => { publication.accept(tag) },
      fail: error => { this.#fail(ws, publication, error) },
      pause: () => { ws.pause() },
      resume: () => { ws.resume() },
    })
    ws.on('message', (data, isBinary) => {
      if (ws.readyState !== ws.OPEN) return
      if (!isBinary) {
        this.#fail(ws, publication, new ProtocolError('text instead of media'))
        return
      }
      const bytes = toBuffer(data)
      intake.push(bytes)
      acknowledge(bytes.length)
    })
    ws.on('close', () => { intake.stop() })
    ws.on('error', error => { if (isViolation(error)) publication.stop('protocol_error') })
    ws.on('close', code => { publication.stop(code === NORMAL_CLOSURE ? 'unpublished' : 'connection_lost') })
  }

  #play(ws: WebSocket, socket: Duplex, stream: string, memberId: string): void {
    // Frames bypass `ws`, which writes nothing itself until the close frame.
    const sink = new SocketSink(socket, WIRES.webSocket, reason => { this.#end(ws, reason) })
    const viewing = this.#parts.registry.join(stream, memberId, () => sink)
    if (typeof viewing === 'string') {
      this.#end(ws, viewing)
      return
    }
    ws.on('message', () => {
      viewing.leave()
      this.#end(ws, 'BAD_MEDIA')
    })
    socket.on('drain', () => { viewing.drained() })
    ws.on('close', () => { viewing.leave() })
  }

  #fail(ws: WebSocket, publication: Publication, error: unknown): void {
    const publisherId = publication.id
    if (error instanceof ProtocolError) {
      this.#parts.log.warn({ publisherId, fault: error.message }, 'WS-FLV publisher closed')
    } else {
      this.#parts.log.error({ publisherId, err: error }, 'WS-FLV publisher failed')
    }
    publication.stop('protocol_error')
    this.#end(ws, error instanceof ProtocolError ? 'BAD_MEDIA' : 'INTERNAL')
  }

  #end(ws: WebSocket, reason: MediaCloseReason): void {
    if (ws.readyState !== ws.OPEN) return
    const linger = setTimeout(() => { ws.terminate() }, this.#parts.limits.lingerMs)
    ws.on('close', () => { clearTimeout(linger) })
    ws.close(MEDIA_CLOSE[reason].code, reason)
  }
}
