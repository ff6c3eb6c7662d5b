import { createServer, request as ask } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'

const PROBE_PATH = '/kaike-test-probe.js'
const PROBLEMS_KEY = 'kaike-test-problems'

/**
 * Runs in the page before any other script: not every driver can read the console or run a script first.
 * The list survives a reload. It leaves out two kinds of errors: a media element without media, which the player
 * reports, and a dropped `modulepreload`, because the import of a missing module fails as well.
 */
const watchProblems = (key: string): void => {
  const add = (kind: string, text: string): void => {
    const before = JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[]
    sessionStorage.setItem(key, JSON.stringify([...before, `${location.hash} ${kind}: ${text}`]))
  }
  const textOf = (value: unknown): string =>
    value instanceof Error || typeof value === 'string' ? `${value}` : JSON.stringify(value)
  const { error } = console
  console.error = (...args: unknown[]) => {
    add('console', args.map(textOf).join(' '))
    error.apply(console, args)
  }
  window.addEventListener('error', ({ target, message }) => {
    if (target instanceof HTMLMediaElement) return
    if (target instanceof HTMLLinkElement && target.rel === 'modulepreload') return
    add('error', target instanceof Element ? target.outerHTML.slice(0, 200) : message)
  }, true)
  window.addEventListener('unhandledrejection', ({ reason }) => add('rejection', textOf(reason)))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    add('policy', `${violatedDirective} ${blockedURI}`))
}

/** Removes the APIs that an iPhone before iOS 17.1 does not have. */
const hideMediaSource = (): void => {
  for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) Reflect.deleteProperty(window, name)
}

/** Runs in the page: the problems since the tab was opened. */
export const readProblems = (key: string): string[] => JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[]
export const PROBLEMS = PROBLEMS_KEY

export interface ProbedPages {
  url: string
  close: () => Promise<void>
}

/** A proxy before the server that adds the probe to the page, from the page's own origin as its CSP requires. */
export async function probePages(targetUrl: string, { withoutMediaSource = false } = {}): Promise<ProbedPages> {
  const target = { host: '127.0.0.1', port: Number(new URL(targetUrl).port) }
  const watch = `(${String(watchProblems)})(${JSON.stringify(PROBLEMS_KEY)})`
  const probe = withoutMediaSource ? `${watch};(${String(hideMediaSource)})()` : watch

  async function answerPage(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const page = await fetch(`${targetUrl}${incoming.url}`, { headers: { accept: 'text/html' } })
    const html = (await page.text()).replace('<head>', `<head><script src="${PROBE_PATH}"></script>`)
    const policy = page.headers.get('content-security-policy')
    response.writeHead(page.status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...(policy && { 'content-security-policy': policy }),
    }).end(html)
  }

  function passOn(incoming: IncomingMessage, response: ServerResponse): void {
    const { method, url: path, headers } = incoming
    const outgoing = ask({ ...target, method, path, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    response.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  }

  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? '/', targetUrl)
    if (pathname === PROBE_PATH) response.setHeader('content-type', 'text/javascript').end(probe)
    else if (pathname === '/') answerPage(incoming, response).catch(() => response.destroy())
    else passOn(incoming, response)
  })
  server.on('upgrade', (incoming, socket, head) => {
    const upstream = connect(target, () => {
      const lines = incoming.rawHeaders.reduce((text, part, n) => text + part + (n % 2 ? '\r\n' : ': '), '')
      upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines}\r\n`)
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    const end = () => {
      socket.destroy()
      upstream.destroy()
    }
    for (const one of [socket, upstream]) one.on('error', end).on('close', end)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
