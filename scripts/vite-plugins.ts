import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, UserConfig } from 'vite'

type Alias = Extract<NonNullable<UserConfig['resolve']>['alias'], readonly unknown[]>[number]

export const isH5 = (process.env.UNI_PLATFORM ?? 'h5') === 'h5'

const STATIC_PREFIX = '/static/'

/** WeChat shows a `waiting-image` only with its MD5. Every build computes it, so that it fits the picture. */
export const waitingImageMd5 = (): string =>
  createHash('md5').update(readFileSync(join(process.cwd(), 'static/waiting-image.png'))).digest('hex')

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
 * uni's styles and its mini-program runtime load a picture from their vendor's host at every start. This plug-in
 * removes both. Stands after uni() in the list.
 */
export function noOutsideHosts(): Plugin {
  return {
    name: 'kaike:no-outside-hosts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@dcloudio')) return null
      if (/\.css(\?|$)/.test(id)) return { code: code.replace(/url\((['"]?)https?:[^)]*\1\)/g, 'none'), map: null }
      if (!code.includes('wx.preloadAssets')) return null
      return { code: code.replace('isFunction(wx.preloadAssets)', 'false'), map: null }
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
