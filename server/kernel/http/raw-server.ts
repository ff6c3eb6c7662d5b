import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Handlers of requests that bypass Fastify, whose hooks and body parsing they do not need. */
export interface RawHandlers {
  /** `/live/{stream}.flv`, by HTTP and by WebSocket, and HLS beside it. */
  media: {
    handleRequest(request: IncomingMessage, response: ServerResponse): void
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  }
  /** WebSocket `/api/v1/channel`. */
  channel: { handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void }
}

const FLV_PATH = /^\/live\/[^/]+\.flv$/
const HLS_PATH = /^\/live\/[^/]+(\.m3u8|\/\d+\.ts)$/
const CHANNEL_PATH = '/api/v1/channel'

/** A client must have sent its headers within this time; bodies are small, so the whole request too. */
const REQUEST_TIMEOUT_MS = 30_000
const KEEP_ALIVE_TIMEOUT_MS = 15_000

export function createRawServer(raw: RawHandlers, fastify: RequestListener): Server {
  const server = createServer({
    headersTimeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  })
  server.on('request', (request, response) => {
    const path = pathOf(request)
    if (FLV_PATH.test(path) || HLS_PATH.test(path)) raw.media.handleRequest(request, response)
    else fastify(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    const path = pathOf(request)
    if (FLV_PATH.test(path)) raw.media.handleUpgrade(request, socket, head)
    else if (path === CHANNEL_PATH) raw.channel.handleUpgrade(request, socket, head)
    else refuse(socket)
  })
  return server
}

/** Without the query, which holds secrets. */
const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?', 1)[0] ?? ''

function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy())
}
