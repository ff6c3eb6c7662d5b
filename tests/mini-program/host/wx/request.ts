import type { Host } from '../host'
import type { BridgeAnswer } from '../../serve/bridge.types'
import type { CallOptions } from './api'

/** WeChat's default timeout, milliseconds. */
const TIMEOUT_MS = 60_000
/** Maximum number of parallel requests; others wait. */
const CONCURRENCY = 10

export interface RequestOptions extends CallOptions {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  timeout?: number
  dataType?: string
  responseType?: 'text' | 'arraybuffer'
}

interface Job { options: RequestOptions, end: (failure: string) => void, start: () => void }

/** `wx.request`: real HTTP by the harness, so that no rule of the browser (CORS, mixed content) applies. */
export class Requests {
  private readonly running = new Set<Job>()
  private readonly waiting: Job[] = []
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  get pending(): number {
    return this.running.size + this.waiting.length
  }

  /** Ends all requests; called some seconds after the mini-program enters the background. */
  interrupt(): void {
    for (const job of [...this.running, ...this.waiting]) job.end('interrupted')
  }

  request(options: RequestOptions): object {
    const { host } = this
    const abort = new AbortController()
    let isOver = false
    const finish = (deliver: () => void) => {
      if (isOver) return
      isOver = true
      host.clock.clear(timer)
      this.running.delete(job)
      const at = this.waiting.indexOf(job)
      if (at >= 0) this.waiting.splice(at, 1)
      this.next()
      host.thread.run(deliver)
    }
    const end = (reason: string) => {
      abort.abort()
      finish(() => {
        const failure = { errMsg: `request:fail ${reason}`, errno: reason === 'timeout' ? 5 : 600_000 }
        options.fail?.(failure)
        options.complete?.(failure)
      })
    }
    const start = () => {
      send(host.network.reach(options.url), options, abort.signal).then(
        result => finish(() => {
          options.success?.(result)
          options.complete?.(result)
        }),
        (error: unknown) => end(error instanceof Unreachable ? error.message : 'failed to connect'),
      )
    }
    const job: Job = { options, end, start }
    const timer = host.clock.setTimeout(() => end('timeout'), options.timeout ?? TIMEOUT_MS)

    if (!host.network.isAllowed(options.url)) {
      host.problems.add('network', `${new URL(options.url).origin} is not in the list of domains`)
      queueMicrotask(() => end('url not in domain list'))
    } else if (host.network.isCut) {
      queueMicrotask(() => end('interrupted'))
    } else if (host.networkType === 'none') {
      queueMicrotask(() => end('net::ERR_INTERNET_DISCONNECTED'))
    } else {
      this.waiting.push(job)
      this.next()
    }
    return {
      abort: () => end('abort'),
      onHeadersReceived: () => {},
      offHeadersReceived: () => {},
      onChunkReceived: () => {},
      offChunkReceived: () => {},
    }
  }

  private next(): void {
    while (this.running.size < CONCURRENCY) {
      const job = this.waiting.shift()
      if (!job) return
      this.running.add(job)
      job.start()
    }
  }
}

class Unreachable extends Error {}

async function send(url: string, options: RequestOptions, signal: AbortSignal): Promise<object> {
  const { method = 'GET', data, header = {}, dataType = 'json', responseType = 'text' } = options
  const isText = typeof data === 'string'
  const hasQuery = method === 'GET' && typeof data === 'object' && data !== null
  const response = await fetch('/__bridge/request', {
    method: 'POST',
    signal,
    body: JSON.stringify({
      url: hasQuery ? withQuery(url, data as Record<string, unknown>) : url,
      method,
      header: { 'content-type': 'application/json', ...lowerCase(header) },
      body: data === undefined || method === 'GET' ? undefined : isText ? data : JSON.stringify(data),
    }),
  })
  const answer = await response.json() as BridgeAnswer
  if ('failure' in answer) throw new Unreachable(answer.failure)
  const bytes = Uint8Array.from(atob(answer.bodyBase64), character => character.charCodeAt(0))
  const text = () => new TextDecoder().decode(bytes)
  return {
    statusCode: answer.statusCode,
    header: answer.header,
    cookies: [],
    data: responseType === 'arraybuffer' ? bytes.buffer : dataType === 'json' ? parsedOr(text()) : text(),
    errMsg: 'request:ok',
  }
}

const lowerCase = (header: Record<string, string>) =>
  Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]))

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function withQuery(url: string, data: Record<string, unknown>): string {
  const query = Object.entries(data)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
}
