/** What the media's HTTP paths have in common: who may read them across origins, and how they say no. */
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

/** Counts the connection; false when it is one too many from its address, which is told so. */
export function admit(req: IncomingMessage, res: ServerResponse, connections: ConnectionSet): boolean {
  const address = req.socket.remoteAddress ?? ''
  if (!connections.hasRoom(address)) {
    refuse(res, 'TOO_MANY')
    return false
  }
  res.on('close', connections.add(address, () => { res.destroy() }))
  return true
}

/** Answers everything but GET and HEAD itself. `handle` must not reject unless something is broken. */
export async function answerMedia(req: IncomingMessage, res: ServerResponse, allowedOrigins: readonly string[], handle: MediaHandler): Promise<void> {
  setCors(req, res, allowedOrigins)
  if (req.method === 'OPTIONS') res.writeHead(204, { allow: METHODS }).end()
  else if (req.method === 'GET' || req.method === 'HEAD') await handle(req, res)
  else res.writeHead(405, { allow: METHODS, ...NO_BODY }).end()
}

export function refuse(res: ServerResponse, why: MediaCloseReason): void {
  res.writeHead(STATUS[why] ?? UNAVAILABLE, { 'cache-control': 'no-store', ...NO_BODY }).end()
}
