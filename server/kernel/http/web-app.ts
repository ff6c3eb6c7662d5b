import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** From `server/kernel/http/`, and from the bundle in `dist/server/`. */
const H5_PATH = import.meta.url.endsWith('.ts') ? '../../../dist/build/h5/' : '../../dist/build/h5/'
const H5_DIR = fileURLToPath(new URL(H5_PATH, import.meta.url))
const YEAR_SECONDS = 365 * 24 * 60 * 60

const NOT_BUILT = `<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>开课 Kaike</title>
<h1>网页版尚未构建 · The web app is not built</h1>
<p>请运行 <code>npm run build:h5</code>，然后重启服务器。</p>
<p>Run <code>npm run build:h5</code> and restart the server.</p>
</html>`

/**
 * The web app at `/`: files with a hash in their name are cached for a year, all others are revalidated. Files with a
 * compressed twin (`compressedTwins` in scripts/vite-plugins.ts) are sent compressed to clients that accept it.
 */
export async function registerWebApp(app: FastifyInstance, dir: string = H5_DIR): Promise<void> {
  if (!existsSync(join(dir, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT))
    return
  }
  await app.register(async pages => {
    // On uncompressed files as well: a shared cache must not answer one browser with another one's encoding.
    pages.addHook('onSend', async (_request, reply) => {
      reply.header('vary', [reply.getHeader('vary'), 'Accept-Encoding'].filter(Boolean).join(', '))
    })
    await pages.register(fastifyStatic, {
      root: dir,
      wildcard: true,
      cacheControl: false,
      preCompressed: true,
      setHeaders(response, path) {
        response.setHeader('cache-control', isHashed(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')
      },
    })
  })
}

/** `assets/index-DnRtW_vh.js`: Vite puts a hash of the content before the extension. */
const isHashed = (path: string): boolean =>
  /[/\\]assets[/\\]/.test(path) && /[-.][\w-]{8,}\.\w+(\.br|\.gz)?$/.test(basename(path))
