import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createRelay } from '../../../server/media/engines/relay/relay'
import type { Relay } from '../../../server/media/engines/relay/relay'
import { bundlePages } from '../../bench/latency/host'

const PAGE = '<!DOCTYPE html><meta charset="utf-8"><title>twins</title>'
  + '<script type="module" src="/twins.page.js"></script>'

/** The relay refuses streams of this name, as with an expired URL. */
export const EXPIRED = 'expired'

export interface TwinHost {
  url: string
  relay: Relay
  close: () => Promise<void>
}

/** Starts the app's relay with a page that contains only the twins. */
export async function startTwinHost(): Promise<TwinHost> {
  const files = await bundlePages([fileURLToPath(new URL('./twins.page.ts', import.meta.url))])
  const error = (facts: object, message: string) => console.error(message, facts)
  const log = { info: () => {}, warn: () => {}, error }
  const relay = createRelay({
    host: '127.0.0.1',
    rtmpPort: 0,
    log,
    authorize: async ({ stream }) => stream === EXPIRED
      ? { allowed: false, reason: 'expired' }
      : { allowed: true, memberId: 'test' },
  })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://twins')
    const file = files.get(pathname)
    if (pathname.startsWith('/live/')) relay.handleRequest(request, response)
    else if (file) response.setHeader('content-type', 'text/javascript').end(file)
    else response.setHeader('content-type', 'text/html').end(PAGE)
  })
  server.on('upgrade', (request, socket, head) => relay.handleUpgrade(request, socket, head))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    relay,
    async close() {
      await relay.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
