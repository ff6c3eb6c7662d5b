import { parseFlvUrl } from './media-target'
import { SocketSink } from './socket-sink'
import { WIRES } from './wire'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { MediaCloseReason } from '../../../contract/media-close'
import type { RelayParts } from './parts'
import type { ViewerSink } from './viewer'

const METHODS = 'GET, HEAD, OPTIONS'
const STATUS: Partial<Record<MediaCloseReason, number>> = { REFUSED: 403, NOT_LIVE: 404, STREAM_OVER: 404 }
const UNAVAILABLE = 503
const NO_BODY = { 'content-length': 0 }

const FLV_HEADERS = {
  'content-type': 'video/x-flv',
  'cache-control': 'no-store',
  // Proxies such as nginx would otherwise collect seconds of media before passing it on.
  'x-accel-buffering': 'no',
}

/** `GET /live/{stream}.flv?…`: the stream from its last keyframe on, without an end, as one response that needs its connection alone. */
export class HttpFlv {
  readonly #parts: RelayParts
  readonly #allowedOrigins: readonly string[]

  constructor(parts: RelayParts, allowedOrigins: readonly string[]) {
    this.#parts = parts
    this.#allowedOrigins = allowedOrigins
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    // Behind an endless response nothing else is served: a pipelined request has no socket of its own.
    if (!res.socket) {
      req.socket.destroy()
      return
    }
    res.on('error', () => { /* The player went away; 'close' follows. */ })
    res.on('close', this.#parts.connections.add(() => { res.destroy() }))
    this.#setCors(req, res)
    if (req.method === 'OPTIONS') res.writeHead(204, { allow: METHODS }).end()
    else if (req.method === 'GET' || req.method === 'HEAD') this.#play(req, res).catch((error: unknown) => { this.#fail(res, error) })
    else res.writeHead(405, { allow: METHODS, ...NO_BODY }).end()
  }

  #setCors(req: IncomingMessage, res: ServerResponse): void {
    const { origin } = req.headers
    res.setHeader('vary', 'Origin')
    if (origin === undefined || !this.#allowedOrigins.includes(origin)) return
    res.setHeader('access-control-allow-origin', origin)
    if (req.method !== 'OPTIONS') return
    res.setHeader('access-control-allow-methods', METHODS)
    res.setHeader('access-control-max-age', '600')
  }

  async #play(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const target = parseFlvUrl(req.url)
    if (!target) {
      this.#refuse(res, 'NOT_LIVE')
      return
    }
    const remoteAddress = req.socket.remoteAddress ?? ''
    const verdict = await this.#parts.admission.ask({ role: 'play', protocol: 'http-flv', remoteAddress, ...target })
    if (res.destroyed) return
    if (!verdict.allowed) this.#refuse(res, verdict.why)
    else if (req.method === 'GET' && res.socket) this.#join(target.stream, res, res.socket)
    else if (this.#parts.registry.isKnown(target.stream)) res.writeHead(200, FLV_HEADERS).end()
    else this.#refuse(res, 'NOT_LIVE')
  }

  #join(stream: string, res: ServerResponse, socket: Socket): void {
    const viewing = this.#parts.registry.join(stream, () => this.#accept(res, socket))
    if (typeof viewing === 'string') {
      this.#refuse(res, viewing)
      return
    }
    socket.on('drain', () => { viewing.drained() })
    res.on('close', () => { viewing.leave() })
  }

  #accept(res: ServerResponse, socket: Socket): ViewerSink {
    // Chunked by HTTP/1.1's default: it tells the end of the class from a lost connection, which ffmpeg insists on.
    res.writeHead(200, { ...FLV_HEADERS, connection: 'close' })
    res.flushHeaders()
    // Node has decided by now whether the client takes chunks; each is written whole, with its length.
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

  #refuse(res: ServerResponse, why: MediaCloseReason): void {
    res.writeHead(STATUS[why] ?? UNAVAILABLE, { 'cache-control': 'no-store', ...NO_BODY }).end()
  }
}
