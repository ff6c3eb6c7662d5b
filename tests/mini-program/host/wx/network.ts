import type { Host } from '../host'
import type { Api } from './api'
import { Requests } from './request'
import type { RequestOptions } from './request'
import { Sockets } from './sockets'

/** How long requests and sockets outlive the mini-program's leaving the screen. */
export const BACKGROUND_GRACE_MS = 5_000

/** WeChat's rules for the network, in front of a real one. */
export class Network {
  readonly requests: Requests
  readonly sockets: Sockets
  /** In the background for longer than WeChat allows. */
  isCut = false
  private timer: number | undefined
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
    this.requests = new Requests(host)
    this.sockets = new Sockets(host)
  }

  get pending(): number {
    return this.requests.pending + this.sockets.pending
  }

  hidden(): void {
    this.timer = this.host.clock.setTimeout(() => {
      this.isCut = true
      this.requests.interrupt()
      this.sockets.interrupt()
      this.host.thread.suspend()
    }, BACKGROUND_GRACE_MS)
  }

  shown(): void {
    this.host.clock.clear(this.timer)
    this.isCut = false
  }

  isAllowed(url: string): boolean {
    const { domains } = this.host.options
    return domains === undefined || domains.includes(new URL(url).origin)
  }

  /** Where an address of the build is found in this test. */
  reach(url: string): string {
    const { origin } = new URL(url)
    const there = this.host.options.hosts[origin]
    return there === undefined ? url : there + url.slice(origin.length)
  }
}

export function networkApis({ network }: Host): Record<string, Api> {
  return {
    request: (options: RequestOptions) => network.requests.request(options),
    connectSocket: (options: Parameters<Sockets['connect']>[0]) => network.sockets.connect(options),
  }
}
