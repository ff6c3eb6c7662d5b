import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { testIngest } from '../../src/features/preflight/ingest-test'
import { startRelay } from '../support/relay/relay-under-test'

/** WeChat's `TCPSocket`, made of a real socket of Node. */
function createTCPSocket() {
  const socket = new (class {
    real: Socket | undefined
    readonly on: Record<string, (result: object) => void> = {}
    onConnect = (listener: (result: object) => void) => { this.on.connect = listener }
    onMessage = (listener: (result: object) => void) => { this.on.message = listener }
    onError = (listener: (result: object) => void) => { this.on.error = listener }
    onClose = (listener: (result: object) => void) => { this.on.close = listener }
    write = (data: ArrayBuffer) => { this.real?.write(new Uint8Array(data)) }
    close = () => { this.real?.destroy() }
    connect({ address, port }: { address: string, port: number }) {
      this.real = connect(port, address)
        .on('connect', () => this.on.connect?.({}))
        .on('data', data => this.on.message?.({ message: Uint8Array.from(data).buffer }))
        .on('error', (error: NodeJS.ErrnoException) =>
          this.on.error?.({ errCode: -2, errMsg: `socket error, errno:${-(error.errno ?? 0)}` }))
        .on('close', () => this.on.close?.({}))
    }
  })()
  return socket
}

const servers: { end: () => unknown }[] = []
beforeAll(() => { vi.stubGlobal('uni', { createTCPSocket }) })
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end()
})

/** A server on a free port that treats each connection so. */
async function serve(treat: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer(socket => {
    sockets.add(socket.on('error', () => {}))
    treat(socket)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  servers.push({
    end: () => new Promise(done => {
      for (const socket of sockets) socket.destroy()
      server.close(done)
    }),
  })
  return (server.address() as AddressInfo).port
}

const test = (port: number) => testIngest({ host: '127.0.0.1', port })

it('the relay answers the test of its port, which takes nothing from a stream', async () => {
  const under = await startRelay()
  servers.push(under)
  const tests = Array.from({ length: 20 }, () => test(under.rtmpPort))
  expect(new Set(await Promise.all(tests))).toEqual(new Set(['open']))
  const teacher = under.rtmp()
  await teacher.publish('s1')
  expect(await test(under.rtmpPort)).toBe('open')
  expect(under.relay.isPublishing('s1')).toBe(true)
})

it('a closed port is refused', async () => {
  const port = await serve(() => {})
  await servers.pop()?.end()
  expect(await test(port)).toBe('refused')
})

it('a sign-in page, a filter that ends the connection and one that resets it are not RTMP', async () => {
  const page = await serve(socket => socket.on('data', () => socket.end('HTTP/1.1 302 Found\r\n\r\n')))
  const filter = await serve(socket => socket.on('data', () => socket.end()))
  const reset = await serve(socket => socket.on('data', () => socket.resetAndDestroy()))
  for (const port of [page, filter, reset]) expect(await test(port)).toBe('not-rtmp')
})

it('a port that swallows everything does not answer within 5 s', async () => {
  const port = await serve(() => {})
  const beganMs = Date.now()
  expect(await test(port)).toBe('no-answer')
  expect(Date.now() - beganMs).toBeGreaterThan(4_900)
})
