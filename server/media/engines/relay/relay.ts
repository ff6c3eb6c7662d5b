/** The embedded media engine: RTMP, HTTP-FLV, WS-FLV and HLS in one process, without a separate media server. */
import { asStartError } from '../../../kernel/http/listen'
import { Admission } from './admission'
import { ConnectionSet } from './connection-set'
import { EngineEmitter } from './emitter'
import { Hls } from './hls/hls'
import { HttpFlv } from './playout/http-flv'
import { RELAY_LIMITS } from './limits'
import { isHls } from './playout/media-target'
import { threadPacer } from './playout/pacer'
import { StreamRegistry } from './stream/registry'
import { RtmpServer } from './rtmp/rtmp-server'
import { WsFlv } from './playout/ws-flv'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { MediaEngine } from '../../engine'
import type { RelayOptions } from './options'

export type { RelayLogger, RelayOptions } from './options'

export interface Relay extends MediaEngine {
  /** Opens the RTMP port; rejects with `StartError` when the port is not available. */
  listen: () => Promise<{ rtmpPort: number }>
  /** For the app's HTTP server, paths below `/live/`. */
  handleRequest: (req: IncomingMessage, res: ServerResponse) => void
  /** For the app's HTTP server, paths below `/live/`. */
  handleUpgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void
}

export function createRelay(options: RelayOptions): Relay {
  const { log } = options
  const limits = { ...RELAY_LIMITS, ...options.limits }
  const events = new EngineEmitter(log)
  const admission = new Admission(options, limits.authorizeMs, limits.maxAsking)
  const now = () => performance.now()
  const registry = new StreamRegistry({ limits, log, events, pacer: threadPacer, now })
  const connections = new ConnectionSet(limits.maxConnectionsPerAddress)
  const parts = { admission, registry, connections, limits, log }
  const rtmp = new RtmpServer(parts)
  const httpFlv = new HttpFlv(parts, options.allowedOrigins ?? [])
  const hls = new Hls(parts, options.allowedOrigins ?? [], now)
  const wsFlv = new WsFlv(parts)
  const sweep = setInterval(() => {
    registry.sweep()
    hls.sweep()
  }, limits.sweepMs)
  sweep.unref()

  return {
    on: (event, listener) => { events.on(event, listener) },
    isPublishing: stream => registry.isPublishing(stream),
    publisherDevice: stream => registry.publisherDevice(stream),
    viewers: stream => registry.viewers(stream),
    stats: () => registry.stats(),
    handleRequest: (req, res) => { (isHls(req.url) ? hls : httpFlv).handle(req, res) },

    async listen() {
      const { host, rtmpPort: port } = options
      const rtmpPort = await rtmp.listen(host, port).catch((error: unknown) => {
        throw asStartError(error, { variable: 'RTMP_PORT', host, port })
      })
      return { rtmpPort }
    },

    handleUpgrade(req, socket, head) {
      wsFlv.upgrade(req, socket, head).catch((error: unknown) => {
        log.error({ err: error }, 'media WebSocket failed')
        socket.destroy()
      })
    },

    dropPublisher(stream, reason) {
      admission.revoke(stream, 'KICKED', ['publish'])
      registry.dropPublisher(stream, reason)
    },

    dropViewer(stream, memberId) { registry.dropViewer(stream, memberId) },

    closeStream(stream) {
      admission.revoke(stream, 'STREAM_OVER', ['publish', 'play'])
      registry.closeStream(stream, 'STREAM_OVER')
    },

    async close() {
      clearInterval(sweep)
      admission.close()
      hls.close()
      registry.closeAll('SERVER_RESTART')
      rtmp.stop()
      await connections.drain(limits.closeMs)
    },
  }
}
