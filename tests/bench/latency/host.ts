import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { createRelay } from '../../../server/media/engines/relay/relay'

const HERE = dirname(fileURLToPath(import.meta.url))
const ROOT = join(HERE, '../../..')
const WORKLET = join(ROOT, 'src/platform/h5/pusher/encode/mic.worklet.js')

export interface BenchHost {
  port: number
  /** Port where ffmpeg publishes. */
  rtmpPort: number
  isPublishing: (stream: string) => boolean
  close: () => Promise<void>
}

/** Bundles pages of the app's modules, and the modules that they load later, by URL path. */
export async function bundlePages(entryPoints: string[]): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    alias: { '@contract': join(ROOT, 'contract'), '@': join(ROOT, 'src') },
  })
  const files = new Map(outputFiles.map(({ path, contents }) => [path.slice(path.lastIndexOf('/')), contents]))
  files.set('/mic.worklet.js', await readFile(WORKLET))
  return files
}

const pageOf = (script: string) =>
  '<!DOCTYPE html><meta charset="utf-8"><title>bench</title><style>video{width:640px;height:360px}</style>'
  + (script === 'pusher' ? '<video muted playsinline></video>' : '')
  + `<script type="module" src="/${script}.page.js"></script>`

/** Starts the app's relay on a free port, open to everyone, and serves the two pages. */
export async function startHost(): Promise<BenchHost> {
  const files = await bundlePages([join(HERE, 'pusher.page.ts'), join(HERE, 'player.page.ts')])
  const log = {
    info: () => {},
    warn: () => {},
    error: (facts: object, message: string) => console.error(message, facts),
  }
  const authorize = async () => ({ allowed: true as const, memberId: 'bench' })
  const relay = createRelay({ authorize, host: '127.0.0.1', rtmpPort: 0, log })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench')
    const file = files.get(pathname)
    if (pathname.startsWith('/live/')) relay.handleRequest(request, response)
    else if (file) response.setHeader('content-type', 'text/javascript').end(file)
    else if (pathname === '/pusher' || pathname === '/player') {
      response.setHeader('content-type', 'text/html').end(pageOf(pathname.slice(1)))
    } else response.writeHead(404).end()
  })
  server.on('upgrade', (request, socket, head) => relay.handleUpgrade(request, socket, head))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { rtmpPort } = await relay.listen()
  return {
    rtmpPort,
    port: (server.address() as AddressInfo).port,
    isPublishing: stream => relay.isPublishing(stream),
    async close() {
      await relay.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
