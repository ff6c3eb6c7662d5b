import { admit, answerMedia, refuse } from './media-http'
import { parseFlvUrl } from './media-target'
import { SocketSink } from './socket-sink'
import { WIRES } from '../wire'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { RelayParts } from '../parts'
import type { ViewerSink } from './viewer'

const FLV_HEADERS = {
  'content-type': 'video/x-flv',
  'cache-control': 'no-store',
  // Otherwise proxies such as nginx collect seconds of media before they forward it.
  'x-accel-buffering': 'no',
}

/** `GET /live/{stream}.flv?…`: the stream from its last keyframe, as an endless response on its own connection. */
export class HttpFlv {
  readonly #parts: RelayParts
  readonly #allowedOrigins: readonly string[]

  constructor(parts: RelayParts, allowedOrigins: readonly string[]) {
    this.#parts = parts
    this.#allowedOrigins = allowedOrigins
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    // No response follows an endless response: a pipelined request has no socket of its own.
    if (!res.socket) {
      req.socket.destroy()
      return
    }
    res.on('error', () => { /* The player went away; 'close' follows. */ })
    if (!admit(req, res, this.#parts.connections)) return
    answerMedia(req, res, this.#allowedOrigins, () => this.#play(req, res))
      .catch((error: unknown) => { this.#fail(res, error) })
  }

  async #play(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const target = parseFlvUrl(req.url)
    if (!target) {
      refuse(res, 'NOT_LIVE')
      return
    }
    const remoteAddress = req.socket.remoteAddress ?? ''
    const verdict = await this.#parts.admission.ask({ role: 'play', protocol: 'http-flv', remoteAddress, ...target })
    if (res.destroyed) return
    if (!verdict.allowed) refuse(res, verdict.why)
    else if (req.method === 'GET' && res.socket) this.#join(target.stream, verdict.memberId, res, res.socket)
    else if (this.#parts.registry.isKnown(target.stream)) res.writeHead(200, FLV_HEADERS).end()
    else refuse(res, 'NOT_LIVE')
  }

  #join(stream: string, memberId: string, res: ServerResponse, socket: Socket): void {
    const viewing = this.#parts.registry.join(stream, memberId, () => this.#accept(res, socket))
    if (typeof viewing === 'string') {
      refuse(res, viewing)
      return
    }
    socket.on('drain', () => { viewing.drained() })
    res.on('close', () => { viewing.leave() })
  }

  #accept(res: ServerResponse, socket: Socket): ViewerSink {
    // HTTP/1.1 chunks by default: this distinguishes the end of the class from a lost connection, as ffmpeg requires.
    res.writeHead(200, { ...FLV_HEADERS, connection: 'close' })
    res.flushHeaders()
    // Node has decided by now whether the client accepts chunks; each is written in one piece, with its length.
    return new SocketSink(socket, res.chunkedEncoding ? WIRES.httpChunked : WIRES.http, () => { this.#end(res) })
  }

  #end(res: ServerResponse): void {
    const linger = setTimeout(() => { res.destroy() }, this.#parts.limits.lingerMs)
    res.on('close', () => { clearTimeout(linger) })
    res.end()
  }

  #fail(res: ServerResponse, error: unknown): void {
    this.#parts.log.error({ err: error }, 'HTTP-FLV failed')
    res.destroy()
  }
}
