import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { NetworkTrace } from '../trace'

export interface ShapingProxy {
  port: number
  close: () => void
}

const TICK_MS = 10
/** Size of the proxy's queue, as in a router; the sender is paused above it and its data waits in the socket. */
const QUEUE_BYTES = 64 * 1024

interface Connection {
  client: Socket
  upstream: Socket
  queue: Buffer[]
  queuedBytes: number
}

/** Capacity of the current segment; 0 before the first. */
function kbpsAt(capacity: NetworkTrace['capacity'], atMs: number): number {
  let kbps = 0
  for (const [fromMs, segmentKbps] of capacity) {
    if (fromMs > atMs) break
    kbps = segmentKbps
  }
  return kbps
}

/**
 * Starts a proxy whose downlink follows a trace's capacity without loss. At `startAtMs` of the clock the trace is at
 * `fromMs`.
 */
export async function startShapingProxy(
  targetPort: number, capacity: NetworkTrace['capacity'], fromMs: number, startAtMs: number,
): Promise<ShapingProxy> {
  const connections = new Set<Connection>()
  const server = createServer(client => {
    const upstream = connect(targetPort, '127.0.0.1')
    const connection: Connection = { client, upstream, queue: [], queuedBytes: 0 }
    connections.add(connection)
    client.pipe(upstream)
    upstream.on('data', chunk => {
      connection.queue.push(chunk)
      connection.queuedBytes += chunk.length
      if (connection.queuedBytes > QUEUE_BYTES) upstream.pause()
    })
    const end = () => {
      connections.delete(connection)
      upstream.destroy()
      client.destroy()
    }
    for (const socket of [client, upstream]) socket.on('close', end).on('error', end).setNoDelay()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  let lastMs = Date.now()
  let budgetBytes = 0
  const timer = setInterval(() => {
    const nowMs = Date.now()
    const tickBytes = kbpsAt(capacity, fromMs + nowMs - startAtMs) * (nowMs - lastMs) / 8
    lastMs = nowMs
    // An idle link does not accumulate a budget.
    budgetBytes = [...connections].some(({ queuedBytes }) => queuedBytes > 0) ? budgetBytes + tickBytes : tickBytes
    for (const connection of connections) budgetBytes -= send(connection, budgetBytes)
  }, TICK_MS)
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      clearInterval(timer)
      server.close()
      for (const { upstream } of connections) upstream.destroy()
    },
  }
}

/** Returns the number of bytes sent. */
function send(connection: Connection, budgetBytes: number): number {
  let sentBytes = 0
  for (let chunk = connection.queue[0]; chunk && sentBytes < Math.floor(budgetBytes); chunk = connection.queue[0]) {
    const part = chunk.subarray(0, Math.floor(budgetBytes) - sentBytes)
    connection.client.write(part)
    sentBytes += part.length
    if (part.length === chunk.length) connection.queue.shift()
    else connection.queue[0] = chunk.subarray(part.length)
  }
  connection.queuedBytes -= sentBytes
  if (connection.queuedBytes <= QUEUE_BYTES) connection.upstream.resume()
  return sentBytes
}
