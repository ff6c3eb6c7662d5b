import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Rollup, Plugin, UserConfig } from 'vite'

type Alias = Extract<NonNullable<UserConfig['resolve']>['alias'], readonly unknown[]>[number]

export const isH5 = (process.env.UNI_PLATFORM ?? 'h5') === 'h5'

const STATIC_PREFIX = '/static/'

/** WeChat shows a `waiting-image` only with its MD5; computed at every build, so that it cannot be another picture's. */
export const waitingImageMd5 = (): string => createHash('md5').update(readFileSync(join(process.cwd(), 'static/waiting-image.png'))).digest('hex')

/** `/static/x` in a template is `src/static/x`; without this every picture is emitted twice. */
export function rootStatic(): Plugin {
  return {
    name: 'kaike:root-static',
    enforce: 'pre',
    resolveId(source) {
      if (!source.startsWith(STATIC_PREFIX)) return null
      const file = join(process.cwd(), 'src', source.replace(/\?.*$/, ''))
      return existsSync(file) ? file : null
    },
  }
}

/**
 * uni's styles and its mini-program runtime load a picture from their vendor's host at every start; we load nothing from
 * outside. Stands after uni() in the list.
 */
export function noOutsideHosts(): Plugin {
  return {
    name: 'kaike:no-outside-hosts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@dcloudio')) return null
      if (/\.css(\?|$)/.test(id)) return { code: code.replace(/url\((['"]?)https?:[^)]*\1\)/g, 'none'), map: null }
      return code.includes('wx.preloadAssets') ? { code: code.replace('isFunction(wx.preloadAssets)', 'false'), map: null } : null
    },
  }
}

/** `x.h5.vue` beside `x.vue` (and `.h5.ts` beside `.ts`), or undefined where there is no twin. */
function h5TwinOf(id: string): string | undefined {
  const [file = '', query] = id.split('?')
  const [, stem, extension] = /^(.*)\.(vue|ts)$/.exec(file) ?? []
  if (!stem || !extension || stem.endsWith('.h5')) return undefined
  const twin = `${stem}.h5.${extension}`
  return existsSync(twin) ? (query ? `${twin}?${query}` : twin) : undefined
}

/**
 * On H5 `x.h5.vue` wins over `x.vue`. uni's `@/` alias resolves to a file before any `resolveId` hook runs,
 * so its resolver is wrapped as well; tests/builds checks the bundle, since nothing else would notice.
 */
export function platformTwins(): Plugin {
  if (!isH5) return { name: 'kaike:platform-twins' }
  return {
    name: 'kaike:platform-twins',
    enforce: 'post',
    config(config) {
      const found = config.resolve?.alias
      const aliases: readonly Alias[] = Array.isArray(found) ? found as readonly Alias[] : []
      for (const alias of aliases) {
        const resolver = alias.customResolver
        if (typeof resolver !== 'function') continue
        alias.customResolver = async function (...args) {
          const resolved = await resolver.apply(this, args)
          const id = typeof resolved === 'string' ? resolved : resolved ? resolved.id : undefined
          return (id && h5TwinOf(id)) ?? resolved
        }
      }
    },
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (!importer || importer.includes('node_modules')) return null
        const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
        return resolved ? (h5TwinOf(resolved.id) ?? null) : null
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

/** Pages and windows with a class in them, which share more than the rest does. */
const LIVE = /pages\/(watch|teacher)\/|components\/live\/|composables\/held-watch/

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
