import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'

const H5 = 'dist/build/h5'
const MINI_PROGRAM = 'dist/build/mp-weixin'
const SERVER = 'dist/server'

const TEXT = new Set(['.js', '.css', '.html', '.json', '.wxml', '.wxss', '.wxs', '.vue', '.ts'])

interface Output { path: string, text: string }

/** All text files of a folder. */
function readTexts(folder: string): Output[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => TEXT.has(extname(path)))
    .map(path => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

const filesWith = (outputs: Output[], wanted: string | RegExp): string[] => outputs
  .filter(({ text }) => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)))
  .map(({ path }) => path)

let h5: Output[] = []
let miniProgram: Output[] = []

beforeAll(() => {
  for (const file of [join(H5, 'index.html'), join(MINI_PROGRAM, 'app.json'), join(SERVER, 'main.js')]) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` first`)
  }
  h5 = readTexts(H5)
  miniProgram = readTexts(MINI_PROGRAM)
})

describe('platform twins', () => {
  test('the browser build contains the browser\'s player and pusher', () => {
    expect(filesWith(h5, 'liveBufferLatencyChasing')).not.toEqual([])
    expect(filesWith(h5, 'VideoEncoder')).not.toEqual([])
    expect(filesWith(h5, 'is unsupported')).toEqual([])
  })

  test('the mini-program contains WeChat\'s tags and no code of the browser', () => {
    expect(filesWith(miniProgram, '<live-player')).not.toEqual([])
    expect(filesWith(miniProgram, '<live-pusher')).not.toEqual([])
    expect(filesWith(miniProgram, /liveBufferLatencyChasing|VideoEncoder|MediaSource/)).toEqual([])
    expect(miniProgram.map(({ path }) => path).filter(path => /\bh5\b/.test(path))).toEqual([])
  })

  test('every script and style of the browser has compressed twins below 40% of its size', () => {
    for (const { path, text } of h5.filter(({ path, text }) => /\.(js|css)$/.test(path) && text.length > 20_000)) {
      expect(brotliDecompressSync(readFileSync(join(H5, `${path}.br`))).toString()).toBe(text)
      expect(gunzipSync(readFileSync(join(H5, `${path}.gz`))).toString()).toBe(text)
      expect(statSync(join(H5, `${path}.br`)).size, path).toBeLessThan(text.length * 0.4)
    }
    const inMiniProgram = readdirSync(MINI_PROGRAM, { recursive: true, encoding: 'utf8' })
    expect(inMiniProgram.filter(path => /\.(br|gz)$/.test(path))).toEqual([])
  })

  test('shared code is in few files: each is a round trip on a slow network', () => {
    expect(h5.filter(({ path }) => path.endsWith('.js')).length).toBeLessThan(20)
    const entry = readFileSync(join(H5, 'index.html'), 'utf8').match(/assets\/[\w.-]+\.(js|css)/g) ?? []
    // The script of the app, and the one that preloads the files of a page.
    expect(entry.filter(path => path.endsWith('.js'))).toHaveLength(2)
  })

  test('the files of every page are preloaded and exist', () => {
    const [ahead] = h5.filter(({ path }) => /assets\/ahead-/.test(path))
    const files = JSON.parse(/(\{"pages.*\})\)$/.exec(ahead?.text ?? '')?.[1] ?? '{}') as Record<string, string[]>
    const allPages = [...pagesByRoot('pages.json')].flatMap(([root, pages]) => pages.map(page => join(root, page)))
    expect(Object.keys(files).sort()).toEqual(allPages.sort())
    for (const file of Object.values(files).flat()) expect(existsSync(join(H5, file)), file).toBe(true)
    expect(files['pages/watch/watch']?.some(file => file.includes('assets/live.'))).toBe(true)
  })

  test('the AAC encoder and the player\'s library are not in the entry script', () => {
    const [entry = ''] = /assets\/index-[\w-]+\.js/.exec(readFileSync(join(H5, 'index.html'), 'utf8')) ?? []
    expect(entry).not.toBe('')
    expect(filesWith(h5, 'liveBufferLatencyChasing')).not.toContain(entry)
    expect(filesWith(h5, /AGFzbQ/)).not.toContain(entry) // "\0asm" in base64: WebAssembly.
  })
})

test('zod is in neither client', () => {
  expect(filesWith([...h5, ...miniProgram], /ZodError|\$ZodType|invalid_union/)).toEqual([])
})

test('no client contains code of server/ or tests/', () => {
  const serverOnly = /drizzle|argon2|fastify|pglite|txSecret=|DATABASE_URL|vitest|playwright/i
  expect(filesWith([...h5, ...miniProgram], serverOnly)).toEqual([])
})

test('no build contains a path of the build machine', () => {
  expect(filesWith([...h5, ...miniProgram, ...readTexts(SERVER)], process.cwd())).toEqual([])
})

describe('no outside host', () => {
  /** Addresses in the bundles that are never requested, each with its origin. */
  const NEVER_REQUESTED = [
    // XML namespaces
    /^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xlink|1998\/Math\/MathML)$/,
    // comments and licences in the encoder
    /^https:\/\/(www\.w3\.org\/TR|www\.webmproject\.org|aomediacodec\.github\.io|mozilla\.org\/MPL)\//,
    /^https:\/\/vuejs\.org\/error-reference\//, // Vue's error texts
    /^https:\/\/uniapp\.dcloud\.net\.cn\//, // uni-app's warning texts
    /^https:\/\/ha[cs]1\.dcloud\.net\.cn\//, // inside uni-app's <ad>, which no page uses: the next test
    /^https?:\/\/(example\.com|127\.0\.0\.1:8080)$/, // a base for parsing; the local server of development
  ]
  const addresses = (outputs: Output[]) => outputs.flatMap(({ text }) =>
    [...text.matchAll(/(?:https?|wss?):\/\/[\w-]+[^\s"'`\\)<>]*/g)].map(([address]) => address.replace(/[.,]+$/, '')))

  test.each([
    ['H5', () => h5],
    ['the mini-program', () => miniProgram],
  ])('is in %s, except addresses that are never requested', (_name, outputs) => {
    const unknown = addresses(outputs()).filter(address => !NEVER_REQUESTED.some(known => known.test(address)))
    expect([...new Set(unknown)]).toEqual([])
  })

  test('is loaded by the first page or a style', () => {
    const html = readFileSync(join(H5, 'index.html'), 'utf8')
    const linked = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address)
    expect(linked.filter(address => /^(\w+:)?\/\//.test(address))).toEqual([])
    const css = h5.filter(({ path }) => path.endsWith('.css'))
    const wxss = miniProgram.filter(({ path }) => path.endsWith('.wxss'))
    expect(filesWith(css, /url\(["']?(https?:)?\/\/|@import/)).toEqual([])
    expect(filesWith(wxss, /url\(["']?(https?:)?\/\//)).toEqual([])
  })

  test('is called by uni-app\'s own services: no advertisements, no statistics, no cloud', () => {
    expect(filesWith(readTexts('src'), /<(ad|ad-\w+|map|web-view)[\s>]/)).toEqual([])
    expect(filesWith(miniProgram, /uniCloud\.init|tongji\.dcloud|preloadAssets/)).toEqual([])
    expect(filesWith(h5, /tongji\.dcloud/)).toEqual([])
  })
})

type Page = { path: string } | string
interface Pages { pages: Page[], subPackages: { root: string, pages: Page[] }[] }

/** Every page of a `pages.json` or `app.json`, by package root. */
function pagesByRoot(file: string): Map<string, string[]> {
  const { pages, subPackages } = JSON.parse(readFileSync(file, 'utf8')) as Pages
  const pathOf = (page: Page) => (typeof page === 'string' ? page : page.path)
  const packages = [{ root: '', pages }, ...subPackages]
  return new Map(packages.map(({ root, pages: inside }) => [root, inside.map(pathOf)]))
}

describe('pages of the mini-program', () => {
  test('are the pages of pages.json in the same packages', () => {
    expect(pagesByRoot(join(MINI_PROGRAM, 'app.json'))).toEqual(pagesByRoot('pages.json'))
  })

  test('have all their files', () => {
    for (const [root, pages] of pagesByRoot(join(MINI_PROGRAM, 'app.json'))) {
      for (const page of pages) {
        for (const extension of ['js', 'json', 'wxml']) {
          const file = join(MINI_PROGRAM, root, `${page}.${extension}`)
          expect(existsSync(file), file).toBe(true)
        }
      }
    }
  })
})
