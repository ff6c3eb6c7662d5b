/**
 * Measures the cost of the kernel: a loop that only writes the same bytes at the same rate to every socket. With this
 * window no server in Node can be cheaper.
 */
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { HostReady } from './contenders'

const [kbps = 0, windowMs = 0] = process.argv.slice(2).map(Number)
const sockets = new Set<Socket>()
const server = createServer({ noDelay: true }, socket => {
  sockets.add(socket)
  socket.resume()
  socket.on('error', () => { /* 'close' follows. */ })
  socket.on('close', () => { sockets.delete(socket) })
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const ready: HostReady = { httpPort: port, rtmpPort: port }
  process.send?.(ready)
})
setInterval(() => {
  const bytes = Buffer.alloc(Math.round(kbps * 1000 / 8 * windowMs / 1000), 0x55)
  for (const socket of sockets) socket.write(bytes)
}, windowMs)
