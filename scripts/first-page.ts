/** How the browser's first page comes soon on a slow phone and network: few files, small ones, asked for early, in short tasks. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'
import { isH5 } from './vite-plugins'

/** Pages and windows with a class in them, which share more than the rest does. */
const LIVE = /pages\/(watch|teacher)\/|features\/floating-window\//

/** The modules through which this one is loaded: the entry, pages, and what is imported when it is needed. */
function loadersOf(id: string, { getModuleInfo }: Rollup.ManualChunkMeta): Set<string> {
  const loaders = new Set<string>()
  const seen = new Set<string>()
  const waiting = [id]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const module = getModuleInfo(next)
    if (!module || seen.has(next)) continue
    seen.add(next)
    if (module.isEntry || module.dynamicImporters.length > 0) loaders.add(next)
    waiting.push(...module.importers)
  }
  return loaders
}

/**
 * What several pages share goes into two chunks on H5, the kit of every page and what those with a class have in common.
 * Left alone, each combination of pages gets a chunk: forty files of 1 KB, six at a time over a slow network.
 */
export function sharedChunk(id: string, meta: Rollup.ManualChunkMeta): string | undefined {
  const loaders = [...loadersOf(id, meta)]
  if (loaders.some(loader => meta.getModuleInfo(loader)?.isEntry)) return 'kit'
  if (loaders.length < 2) return undefined
  return loaders.every(loader => LIVE.test(loader)) ? 'live' : 'kit'
}

/** What uni makes of `main.ts` and of each page in `pages.json`, and what we make of that. */
const APP_START = /createApp\(\)\.app\.use\((\w+)\)\.mount\((['"]#app['"])\)/
const APP_IN_TASKS = 'inNextTask(createApp().app).then(app => inNextTask(app.use($1))).then(app => app.mount($2))'
const PAGE_LOADER = /\.then\((com\s*=>\s*setupPage\()/g
const PAGE_IN_TASKS = '.then(inNextTask).then($1'
const IMPORT = 'import { inNextTask } from \'@/platform/device/next-task\';'

/**
 * On H5 the app starts in three tasks, and each page in two: its scripts, then its drawing. In one, a slow phone stands
 * still for half a second. Stands after uni() in the list.
 */
export function shortTasks(): Plugin {
  return {
    name: 'kaike:short-tasks',
    enforce: 'pre',
    apply: () => isH5,
    transform(code, id) {
      const [file = ''] = id.split('?')
      if (!/\/src\/main\.ts$|pages-json-js$/.test(file)) return null
      const shorter = code.replace(APP_START, APP_IN_TASKS).replace(PAGE_LOADER, PAGE_IN_TASKS)
      if (shorter === code) this.error('uni starts the app or its pages in another way than scripts/first-page.ts knows')
      return { code: IMPORT + shorter, map: null }
    },
  }
}

/** Runs in the browser before all else; `first` is the page of the bare address, `files` are each page's own. */
const ASK_AHEAD = `(first, files) => {
  const [path] = location.hash.slice(2).split('?')
  for (const file of files[path || first] ?? []) {
    const isStyle = file.endsWith('.css')
    document.head.append(Object.assign(document.createElement('link'), {
      rel: isStyle ? 'preload' : 'modulepreload', as: isStyle ? 'style' : 'script', crossOrigin: '', href: file,
    }))
  }
}`

const firstPage = (): string | undefined => (JSON.parse(readFileSync('pages.json', 'utf8')) as { pages: { path: string }[] }).pages[0]?.path

const PAGE = /\/src\/(pages\/.+)\.vue$/

/** The files of a chunk and of those that it imports, but for the entry's, which every page has. */
function filesOf(page: Rollup.OutputChunk, bundle: Rollup.OutputBundle): string[] {
  const files = new Set<string>()
  const waiting = [page.fileName]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const chunk = bundle[next]
    if (chunk?.type !== 'chunk' || chunk.isEntry || files.has(next)) continue
    for (const file of [next, ...chunk.viteMetadata?.importedCss ?? []]) files.add(file)
    waiting.push(...chunk.imports)
  }
  return [...files]
}

/**
 * On H5 a page's files are asked for as soon as the address is known, beside the script of the app and not after it: a
 * script of its own in `index.html`, since our CSP allows none within.
 */
export function pagesAhead(): Plugin {
  return {
    name: 'kaike:pages-ahead',
    apply: (_config, { command }) => command === 'build' && isH5,
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const html = bundle['index.html']
        if (html?.type !== 'asset') this.error('There is no index.html to ask for pages ahead in')
        const chunks = Object.values(bundle).filter(output => output.type === 'chunk')
        const files = Object.fromEntries(chunks.flatMap(chunk => {
          const path = PAGE.exec(chunk.facadeModuleId ?? '')?.[1]
          return path ? [[path, filesOf(chunk, bundle).map(file => `./${file}`)]] : []
        }))
        const source = `(${ASK_AHEAD})(${JSON.stringify(firstPage())}, ${JSON.stringify(files)})`
        const fileName = `assets/ahead-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`
        this.emitFile({ type: 'asset', fileName, source })
        html.source = String(html.source).replace('<head>', `<head>\n    <script async fetchpriority="high" src="./${fileName}"></script>`)
      },
    },
  }
}

const COMPRESSIBLE = /\.(js|css|html|svg|json)$/
/** Below this a header costs as much as is saved. */
const WORTH_COMPRESSING_BYTES = 1_024
const COMPRESSIONS = [[promisify(brotliCompress), '.br'], [promisify(gzip), '.gz']] as const

/**
 * On H5 every text gets a `.br` and a `.gz` beside it, which the server sends to whoever takes them: a phone on a slow
 * network waits for a third of the bytes, and no request costs the server the work.
 */
export function compressedTwins(): Plugin {
  let outDir = ''
  return {
    name: 'kaike:compressed-twins',
    apply: (_config, { command }) => command === 'build' && isH5,
    configResolved(config) {
      outDir = config.build.outDir
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = await readdir(outDir, { recursive: true })
        await Promise.all(files.filter(file => COMPRESSIBLE.test(file)).map(async file => {
          const text = await readFile(join(outDir, file))
          if (text.length < WORTH_COMPRESSING_BYTES) return
          for (const [compress, extension] of COMPRESSIONS) await writeFile(join(outDir, file + extension), await compress(text))
        }))
      },
    },
  }
}
