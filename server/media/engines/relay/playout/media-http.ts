/** Shared by the HTTP paths of the media: cross-origin access and refusals. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MediaCloseReason } from '../../../../../contract/media/close'
import type { ConnectionSet } from '../connection-set'

const METHODS = 'GET, HEAD, OPTIONS'
const STATUS: Partial<Record<MediaCloseReason, number>> = { REFUSED: 403, NOT_LIVE: 404, STREAM_OVER: 404 }
const UNAVAILABLE = 503
const NO_BODY = { 'content-length': 0 }

type MediaHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>

function setCors(req: IncomingMessage, res: ServerResponse, allowedOrigins: readonly string[]): void {
  const { origin } = req.headers
  res.setHeader('vary', 'Origin')
  if (origin === undefined || !allowedOrigins.includes(origin)) return
  res.setHeader('access-control-allow-origin', origin)
  if (req.method !== 'OPTIONS') return
  res.setHeader('access-control-allow-methods', METHODS)
  res.setHeader('access-control-max-age', '600')
}

/** Counts the connection. Returns false and answers the request when its address has too many connections. */
export function admit(req: IncomingMessage, res: ServerResponse, connections: ConnectionSet): boolean {
  const address = req.socket.remoteAddress ?? ''
  if (!connections.hasRoom(address)) {
    refuse(res, 'TOO_MANY')
    return false
  }
  res.on('close', connections.add(address, () => { res.destroy() }))
  return true
}

/** Answers all methods but GET and HEAD. `handle` rejects only on a defect. */
export async function answerMedia(
  req: IncomingMessage,
  res: ServerResponse,
  allowedOrigins: readonly string[],
  handle: MediaHandler,
): Promise<void> {
  setCors(req, res, allowedOrigins)
  if (req.method === 'OPTIONS') res.writeHead(204, { allow: METHODS }).end()
  else if (req.method === 'GET' || req.method === 'HEAD') await handle(req, res)
  else res.writeHead(405, { allow: METHODS, ...NO_BODY }).end()
}

export function refuse(res: ServerResponse, why: MediaCloseReason): void {
  res.writeHead(STATUS[why] ?? UNAVAILABLE, { 'cache-control': 'no-store', ...NO_BODY }).end()
}
