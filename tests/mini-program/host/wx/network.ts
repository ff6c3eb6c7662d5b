import type { Host } from '../host'
import type { Api } from './api'
import { Requests } from './request'
import type { RequestOptions } from './request'
import { Sockets } from './sockets'

/** Time that requests and sockets continue after the mini-program leaves the screen. */
export const BACKGROUND_GRACE_MS = 5_000

/** WeChat's network rules on top of a real network. */
export class Network {
  readonly requests: Requests
  readonly sockets: Sockets
  /** True when the mini-program has been in the background for longer than `BACKGROUND_GRACE_MS`. */
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

  /** Maps an address of the build to its address in this test. */
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
