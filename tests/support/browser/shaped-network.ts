import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { ShapedPipe } from './shaped-pipe'
import type { Lane } from './shaped-pipe'

/** `media` is the traffic to `/live/…`; `web` is the rest: pages, API, channel. */
export type Traffic = 'media' | 'web'
type Affected = Traffic | 'all'

/** `cut` and `refusing` end new connections, with FIN and with RST; `frozen` holds everything and ends nothing. */
type Gate = 'open' | 'frozen' | 'cut' | 'refusing'

interface Trouble {
  gate: Gate
  delayMs: number
  jitterMs: number
  up: Lane
  down: Lane
}

/** Both ends of one connection and the pipes between them. */
interface Link {
  traffic: Traffic
  client: Socket
  upstream: Socket
  pipes: ShapedPipe[]
}

const KINDS: readonly Traffic[] = ['media', 'web']
const MEDIA_REQUEST = /^[A-Z]+ \/live\//

const noTrouble = (): Trouble => ({
  gate: 'open',
  delayMs: 0,
  jitterMs: 0,
  up: { kbps: Number.POSITIVE_INFINITY, freeAtMs: 0 },
  down: { kbps: Number.POSITIVE_INFINITY, freeAtMs: 0 },
})

/**
 * One person's network: a TCP proxy before the real server, with troubles that can be turned on and off while it runs.
 * The person opens `url` instead of the server's. The server takes the address for its signed URLs from the request, so
 * page, API, channel and media all pass through the proxy.
 */
export class ShapedNetwork {
  private readonly server: Server
  private readonly targetPort: number
  private readonly troubles: Record<Traffic, Trouble> = { media: noTrouble(), web: noTrouble() }
  private readonly links = new Set<Link>()
  /** Number of new connections that were ended by a cut or a refusal. */
  readonly turnedAway: Record<Traffic, number> = { media: 0, web: 0 }
  /** Accepted connections whose first bytes, which tell the kind of traffic, have not arrived. */
  private readonly newcomers = new Set<Socket>()
  /** Connections of a known kind that a freeze holds before the server. */
  private held: { traffic: Traffic, client: Socket, firstBytes: Buffer }[] = []

  private constructor(targetPort: number) {
    this.targetPort = targetPort
    this.server = createServer({ noDelay: true, allowHalfOpen: true }, client => this.onClient(client))
  }

  static async before(targetUrl: string): Promise<ShapedNetwork> {
    const network = new ShapedNetwork(Number(new URL(targetUrl).port))
    await new Promise<void>(resolve => network.server.listen(0, '127.0.0.1', resolve))
    return network
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Delays every packet by `delayMs` and up to `jitterMs` more; the order of packets stays. */
  delay(delayMs: number, jitterMs: number, affected: Affected = 'all'): void {
    for (const trouble of this.of(affected)) Object.assign(trouble, { delayMs, jitterMs })
  }

  /** Limits the bitrate of all connections together. */
  throttle({ upKbps, downKbps }: { upKbps?: number, downKbps?: number }, affected: Affected = 'all'): void {
    for (const trouble of this.of(affected)) {
      if (upKbps !== undefined) trouble.up.kbps = upKbps
      if (downKbps !== undefined) trouble.down.kbps = downKbps
    }
  }

  /** Holds all data without closing any connection, as in a lift. */
  freeze(affected: Affected = 'all'): void {
    this.setGate('frozen', affected)
  }

  /** Delivers the held data in one burst. */
  thaw(affected: Affected = 'all'): void {
    this.setGate('open', affected)
  }

  /** Ends connections with FIN, new ones immediately. */
  cut(affected: Affected = 'all'): void {
    this.setGate('cut', affected)
    for (const link of this.linksOf(affected)) {
      this.forget(link)
      for (const socket of [link.client, link.upstream]) socket.resume().end()
    }
  }

  /** Ends open connections with RST; new ones are not affected. */
  reset(affected: Affected = 'all'): void {
    for (const link of this.linksOf(affected)) {
      this.forget(link)
      link.client.resetAndDestroy()
      link.upstream.resetAndDestroy()
    }
  }

  /** Ends new connections with RST; open ones are not affected. */
  refuse(affected: Affected = 'all'): void {
    this.setGate('refusing', affected)
  }

  /** Removes all troubles; connections that were cut stay closed. */
  heal(): void {
    for (const kind of KINDS) {
      const { up, down } = this.troubles[kind]
      Object.assign(this.troubles[kind], { delayMs: 0, jitterMs: 0 })
      Object.assign(up, noTrouble().up)
      Object.assign(down, noTrouble().down)
    }
    for (const { pipes } of this.links) for (const pipe of pipes) pipe.hurry()
    this.thaw()
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve))
    for (const link of [...this.links]) {
      this.forget(link)
      link.client.destroy()
      link.upstream.destroy()
    }
    for (const client of [...this.newcomers, ...this.held.map(it => it.client)]) client.destroy()
    await closed
  }

  private of(affected: Affected): Trouble[] {
    return KINDS.filter(kind => affected === 'all' || affected === kind).map(kind => this.troubles[kind])
  }

  private linksOf(affected: Affected): Link[] {
    return [...this.links].filter(({ traffic }) => affected === 'all' || affected === traffic)
  }

  private setGate(gate: Gate, affected: Affected): void {
    for (const trouble of this.of(affected)) trouble.gate = gate
    for (const { pipes } of this.linksOf(affected)) for (const pipe of pipes) pipe.wake()
    const { held } = this
    this.held = []
    for (const { traffic, client, firstBytes } of held) this.admit(traffic, client, firstBytes)
  }

  private onClient(client: Socket): void {
    this.newcomers.add(client)
    const forget = () => this.newcomers.delete(client)
    client.on('close', forget)
    client.on('error', () => { /* 'close' follows. */ })
    client.once('data', (firstBytes: Buffer) => {
      client.pause()
      forget()
      this.admit(MEDIA_REQUEST.test(firstBytes.toString('latin1')) ? 'media' : 'web', client, firstBytes)
    })
  }

  private admit(traffic: Traffic, client: Socket, firstBytes: Buffer): void {
    switch (this.troubles[traffic].gate) {
      case 'open': return this.join(traffic, client, firstBytes)
      case 'frozen':
        this.held.push({ traffic, client, firstBytes })
        return
      case 'cut':
        this.turnedAway[traffic] += 1
        client.resume().end()
        return
      case 'refusing':
        this.turnedAway[traffic] += 1
        client.resetAndDestroy()
    }
  }

  private join(traffic: Traffic, client: Socket, firstBytes: Buffer): void {
    const trouble = this.troubles[traffic]
    const upstream = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
    upstream.on('error', () => { /* 'close' follows. */ })
    const conditions = (lane: Lane) => ({
      lane,
      isFrozen: () => trouble.gate === 'frozen',
      delayMs: () => trouble.delayMs + Math.random() * trouble.jitterMs,
      onEnd: () => {
        if (link.pipes.every(pipe => pipe.isOver)) this.forget(link)
      },
    })
    const up = new ShapedPipe(client, upstream, conditions(trouble.up))
    const down = new ShapedPipe(upstream, client, conditions(trouble.down))
    const link: Link = { traffic, client, upstream, pipes: [up, down] }
    this.links.add(link)
    up.push(firstBytes)
    client.resume()
  }

  private forget(link: Link): void {
    this.links.delete(link)
    for (const pipe of link.pipes) pipe.stop()
  }
}
