/** A relay on free ports with all its connections, closed together. */
import { createServer } from 'node:http'
import { WebSocket } from 'ws'
import { createRelay } from '../../../server/media/engines/relay/relay'
import { FlvClient } from './flv-client'
import { RtmpClient } from './rtmp-client'
import type { AddressInfo } from 'node:net'
import type { EngineEvents, MediaAnswer, MediaRequest } from '../../../server/media/engine'
import type { RelayLimits } from '../../../server/media/engines/relay/limits'
import type { RelayLogger } from '../../../server/media/engines/relay/options'

interface Settings {
  authorize?: (request: MediaRequest) => Promise<MediaAnswer>
  limits?: Partial<RelayLimits>
  allowedOrigins?: readonly string[]
}

interface LogLine {
  level: keyof RelayLogger
  facts: object
  message: string
}

type Told = { [E in keyof EngineEvents]: [E, ...EngineEvents[E]] }[keyof EngineEvents]

const yes = (): Promise<MediaAnswer> => Promise.resolve({ allowed: true, memberId: 'ann' })

export async function startRelay({ authorize = yes, limits, allowedOrigins }: Settings = {}) {
  const logged: LogLine[] = []
  const told: Told[] = []
  const endings: (() => Promise<void> | void)[] = []
  const record = (level: keyof RelayLogger) => (facts: object, message: string) => {
    logged.push({ level, facts, message })
  }
  const relay = createRelay({
    authorize,
    host: '127.0.0.1',
    rtmpPort: 0,
    log: { info: record('info'), warn: record('warn'), error: record('error') },
    allowedOrigins,
    limits: { sweepMs: 20, lingerMs: 200, ...limits },
  })
  for (const event of ['publishStart', 'publishStop', 'viewers'] as const) {
    relay.on(event, (...args: unknown[]) => { told.push([event, ...args] as Told) })
  }

  const http = createServer((req, res) => { relay.handleRequest(req, res) })
  http.on('upgrade', (req, socket, head) => { relay.handleUpgrade(req, socket, head) })
  await new Promise<void>(resolve => { http.listen(0, '127.0.0.1', resolve) })
  const httpPort = (http.address() as AddressInfo).port
  const { rtmpPort } = await relay.listen()

  return {
    relay,
    logged,
    told,
    httpPort,
    rtmpPort,
    rtmpUrl: (stream: string) => `rtmp://127.0.0.1:${rtmpPort}/live/${stream}`,
    flvUrl: (stream: string) => `http://127.0.0.1:${httpPort}/live/${stream}.flv`,
    wsUrl: (stream: string) => `ws://127.0.0.1:${httpPort}/live/${stream}.flv`,
    /** The reasons of all `publishStop` so far. */
    stops: () => told.flatMap(([event, fact]) => event === 'publishStop' ? [fact.reason] : []),
    rtmp() {
      const client = new RtmpClient(rtmpPort)
      endings.push(() => client.end())
      return client
    },
    watch(stream: string) {
      const client = new FlvClient(`http://127.0.0.1:${httpPort}/live/${stream}.flv`)
      endings.push(() => { client.end() })
      return client
    },
    webSocket(stream: string, protocol?: string) {
      const ws = new WebSocket(`ws://127.0.0.1:${httpPort}/live/${stream}.flv`, protocol)
      endings.push(() => { ws.terminate() })
      return ws
    },
    async end() {
      for (const end of endings) await end()
      await relay.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

export type RelayUnderTest = Awaited<ReturnType<typeof startRelay>>
