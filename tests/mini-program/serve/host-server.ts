import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { WebSocketServer } from 'ws'
import { readBuild } from '../bundle/build-files'
import { bundleProgram } from '../bundle/program'
import { readSinceTable } from '../bundle/base-library'
import type { SinceTable } from '../bundle/base-library'
import type { Program } from '../program.types'
import { answerRequest, carrySocket } from './bridge'

const HERE = fileURLToPath(new URL('..', import.meta.url))
const TYPES: Record<string, string> = {
  '.png': 'image/png', '.jpg': 'image/jpeg', '.svg': 'image/svg+xml', '.mp3': 'audio/mpeg', '.gif': 'image/gif',
}
const PAGE = `<!doctype html><html><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no">
<style>${readFileSync(join(HERE, 'host/host.css'), 'utf8')}</style></head>
<body><script src="/host.js"></script></body></html>`

export interface HostServer {
  url: string
  program: Program
  since: SinceTable
  close: () => Promise<void>
}

/** Bundles the host for the browser into one script. */
async function bundleHost(): Promise<string> {
  const { outputFiles: [file] } = await build({
    entryPoints: [join(HERE, 'host/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
    // Enables glass-easel's warnings about unknown attributes and broken templates.
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  if (!file) throw new Error('esbuild wrote nothing')
  return file.text
}

/** Serves one build of the mini-program and its host on loopback. */
export async function serveHost(folder: string): Promise<HostServer> {
  const { program, scripts } = bundleProgram(readBuild(folder))
  const files = new Map<string, string>([...scripts, ['/host.js', await bundleHost()]])
  const root = resolve(folder)

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const script = files.get(path)
    if (path === '/') response.setHeader('content-type', 'text/html').end(PAGE)
    else if (script !== undefined) response.setHeader('content-type', 'text/javascript').end(script)
    else if (path === '/__bridge/request') void answerRequest(request, response)
    else if (path.startsWith('/app/')) serveAsset(normalize(join(root, decodeURIComponent(path.slice('/app'.length)))))
    else response.writeHead(404).end()

    function serveAsset(file: string): void {
      try {
        if (!file.startsWith(root)) throw new Error('outside the build')
        const content = readFileSync(file)
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(content)
      } catch {
        response.writeHead(404).end()
      }
    }
  })
  new WebSocketServer({ server, path: '/__bridge/socket' }).on('connection', carrySocket)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    program,
    since: readSinceTable(),
    close: () => new Promise(done => {
      server.closeAllConnections()
      server.close(() => done())
    }),
  }
}
