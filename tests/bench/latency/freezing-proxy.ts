import { createServer, connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export interface FreezingProxy {
  port: number
  close: () => void
}

export interface Freeze {
  everyMs: number
  forMs: number
}

/** A network that now and then lets nothing through towards the player: TCP holds it all, and it comes in one burst. */
export async function startFreezingProxy(targetPort: number, freeze: Freeze): Promise<FreezingProxy> {
  const upstreams = new Set<Socket>()
  let isFrozen = false
  const server = createServer(client => {
    const upstream = connect(targetPort, '127.0.0.1')
    upstreams.add(upstream)
    client.pipe(upstream)
    upstream.on('data', chunk => client.write(chunk))
    if (isFrozen) upstream.pause()
    const end = () => {
      upstreams.delete(upstream)
      upstream.destroy()
      client.destroy()
    }
    for (const socket of [client, upstream]) socket.on('close', end).on('error', end).setNoDelay()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  let thaw: ReturnType<typeof setTimeout> | undefined
  const rhythm = setInterval(() => {
    isFrozen = true
    for (const upstream of upstreams) upstream.pause()
    thaw = setTimeout(() => {
      isFrozen = false
      for (const upstream of upstreams) upstream.resume()
    }, freeze.forMs)
  }, freeze.everyMs)
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      clearInterval(rhythm)
      clearTimeout(thaw)
      server.close()
      for (const upstream of upstreams) upstream.destroy()
    },
  }
}
