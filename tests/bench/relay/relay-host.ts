/** The relay in a separate process that admits everyone and reports its ports. An argument sets every window length. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRelay } from '../../../server/media/engines/relay/relay'
import type { HostReady } from './contenders'

const [windowMs] = process.argv.slice(2).map(Number)
const log = {
  info: () => {},
  warn: () => {},
  error: (facts: object, message: string) => { console.error(message, facts) },
}
const relay = createRelay({
  authorize: async () => ({ allowed: true, memberId: 'bench' }), host: '127.0.0.1', rtmpPort: 0, log,
  ...windowMs !== undefined && { limits: { minWindowMs: windowMs, maxWindowMs: windowMs } },
})
const server = createServer((request, response) => { relay.handleRequest(request, response) })
server.on('upgrade', (request, socket, head) => { relay.handleUpgrade(request, socket, head) })
server.listen(0, '127.0.0.1', () => {
  void relay.listen().then(({ rtmpPort }) => {
    const ready: HostReady = { httpPort: (server.address() as AddressInfo).port, rtmpPort }
    process.send?.(ready)
  })
})
