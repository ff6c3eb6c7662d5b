/**
 * Vite plug-ins for a fast first page in the browser, on a slow phone and network: few and small files that are
 * requested early and run in short tasks.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'
import { isH5 } from './vite-plugins'

/** Pages and windows that show a class: they share more code with each other than with other pages. */
const LIVE = /pages\/(watch|teacher)\/|features\/floating-window\//

/** The modules that load this one: the entry, pages, and other dynamic imports. */
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
 * Puts shared code into two chunks on H5: `kit` for all pages, and `live` for the pages with a class.
 * By default Rollup makes a chunk for each combination of pages: forty files of 1 KB, loaded six at a time.
 */
export function sharedChunk(id: string, meta: Rollup.ManualChunkMeta): string | undefined {
  const loaders = [...loadersOf(id, meta)]
  if (loaders.some(loader => meta.getModuleInfo(loader)?.isEntry)) return 'kit'
  if (loaders.length < 2) return undefined
  return loaders.every(loader => LIVE.test(loader)) ? 'live' : 'kit'
}

/** The code that uni generates for `main.ts` and for each page in `pages.json`, and our replacements. */
const APP_START = /createApp\(\)\.app\.use\((\w+)\)\.mount\((['"]#app['"])\)/
const APP_IN_TASKS = 'inNextTask(createApp().app).then(app => inNextTask(app.use($1))).then(app => app.mount($2))'
const PAGE_LOADER = /\.then\((com\s*=>\s*setupPage\()/g
const PAGE_IN_TASKS = '.then(inNextTask).then($1'
const IMPORT = 'import { inNextTask } from \'@/platform/device/next-task\';'

/**
 * Makes the app start in three tasks on H5, and each page in two: scripts, then rendering. A single task blocks a slow
 * phone for half a second. The plug-in must follow uni() in the list.
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
      if (shorter === code) this.error('scripts/first-page.ts does not know how uni starts the app or its pages')
      return { code: IMPORT + shorter, map: null }
    },
  }
}

/** Runs in the browser before all other scripts. `first` is the page without a hash, `files` the files of each page. */
const ASK_AHEAD = `(first, files) => {
  const [path] = location.hash.slice(2).split('?')
  for (const file of files[path || first] ?? []) {
    const isStyle = file.endsWith('.css')
    document.head.append(Object.assign(document.createElement('link'), {
      rel: isStyle ? 'preload' : 'modulepreload', as: isStyle ? 'style' : 'script', crossOrigin: '', href: file,
    }))
  }
}`

function firstPage(): string | undefined {
  const { pages } = JSON.parse(readFileSync('pages.json', 'utf8')) as { pages: { path: string }[] }
  return pages[0]?.path
}

const PAGE = /\/src\/(pages\/.+)\.vue$/

/** The files of a chunk and its imports, except for the entry's, which every page loads. */
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
 * Preloads the files of the opened page on H5, in parallel with the script of the app.
 * `index.html` loads it as a separate script, because our CSP forbids inline scripts.
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
        const script = `<script async fetchpriority="high" src="./${fileName}"></script>`
        html.source = String(html.source).replace('<head>', `<head>\n    ${script}`)
      },
    },
  }
}

const COMPRESSIBLE = /\.(js|css|html|svg|json)$/
/** Smaller files save no more than the additional header costs. */
const WORTH_COMPRESSING_BYTES = 1_024
const COMPRESSIONS = [[promisify(brotliCompress), '.br'], [promisify(gzip), '.gz']] as const

/**
 * Writes a `.br` and a `.gz` beside every text file on H5, for browsers that accept them: a third of the bytes on a
 * slow network, without compressing at each request.
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
          for (const [compress, extension] of COMPRESSIONS) {
            await writeFile(join(outDir, file + extension), await compress(text))
          }
        }))
      },
    },
  }
}
