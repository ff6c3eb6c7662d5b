/**
 * Code that only one subpackage of the mini-program needs goes into that subpackage. uni-app writes every module and
 * component of ours to the path of its source, so a feature that only teachers use would lie in the main package, which
 * every phone loads first. The sources stay where a reader looks for them; only the files of the build move.
 */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import type { Plugin, Rollup } from 'vite'
import { isH5 } from './vite-plugins'

/** Name of a file without its ending; a component is four files of one stem. */
type Stem = string

interface AppConfig { pages: string[], subPackages?: { root: string, pages: string[] }[] }

const ENDING = /\.(js|json|wxml|wxss)$/
/** Paths in code: `require("../x.js")`, and the dead strings that uni leaves beside `usingComponents`. */
const PATH_IN_CODE = /(["'])(\.{1,2}\/[\w./@-]+?)(\.js)?\1/g

const filesIn = (folder: string): string[] => readdirSync(folder, { withFileTypes: true })
  .flatMap(entry => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))

const resolve = (from: Stem, target: string): Stem =>
  (target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target)).replace(/\.js$/, '')

function relative(from: Stem, to: Stem): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

/** Modules and components that one file names. */
function namedBy(stem: Stem, files: ReadonlyMap<string, string>): Stem[] {
  const code = files.get(`${stem}.js`) ?? ''
  const inCode = [...code.matchAll(PATH_IN_CODE)].map(([, , path = '']) => resolve(stem, path))
  const config = JSON.parse(files.get(`${stem}.json`) ?? '{}') as { usingComponents?: Record<string, string> }
  const components = Object.values(config.usingComponents ?? {}).map(path => resolve(stem, path))
  return [...inCode, ...components].filter(named => files.has(`${named}.js`))
}

function reach(stem: Stem, files: ReadonlyMap<string, string>, known: Set<Stem>): Set<Stem> {
  if (known.has(stem)) return known
  known.add(stem)
  for (const next of namedBy(stem, files)) reach(next, files, known)
  return known
}

/**
 * Where the files of a build belong that only one subpackage needs.
 * @param files text of every `.js`, `.json`, `.wxml` and `.wxss` file by its path in the build
 * @returns old stem → new stem, inside the root of the subpackage
 */
export function subpackageMoves(files: ReadonlyMap<string, string>): Map<Stem, Stem> {
  const app = JSON.parse(files.get('app.json') ?? '{}') as AppConfig
  const roots = new Map((app.subPackages ?? []).map(({ root, pages }) =>
    [root.replace(/\/$/, ''), pages.map(page => posix.join(root, page))] as const))
  const users = new Map<Stem, Set<string>>()
  const note = (pages: readonly Stem[], root: string) => {
    for (const page of pages) {
      for (const stem of reach(page, files, new Set())) {
        users.set(stem, (users.get(stem) ?? new Set()).add(root))
      }
    }
  }
  note(['app', ...app.pages], '')
  for (const [root, pages] of roots) note(pages, root)

  const moves = new Map<Stem, Stem>()
  for (const [stem, packages] of users) {
    const [root = ''] = packages
    const isPlaced = [...roots.keys()].some(each => stem.startsWith(`${each}/`))
    if (packages.size === 1 && root !== '' && !isPlaced) moves.set(stem, posix.join(root, stem))
  }
  return moves
}

/** Text of a file after the moves; `path` is its path before them. A text that only looks like a path stays. */
export function withMovedPaths(
  path: string, files: ReadonlyMap<string, string>, moves: ReadonlyMap<Stem, Stem>,
): string {
  const text = files.get(path) ?? ''
  const stem = path.replace(ENDING, '')
  const place = moves.get(stem) ?? stem
  const moved = (target: string) => {
    const named = resolve(stem, target)
    return relative(place, moves.get(named) ?? named)
  }
  if (path.endsWith('.js')) {
    return text.replace(PATH_IN_CODE, (found, quote: string, target: string, ending = '') =>
      (files.has(`${resolve(stem, target)}.js`) ? `${quote}${moved(target)}${ending}${quote}` : found))
  }
  if (!path.endsWith('.json') || path === 'app.json') return text
  const config = JSON.parse(text) as { usingComponents?: Record<string, string> }
  if (!config.usingComponents) return text
  const absolute = (target: string) => `/${moves.get(resolve(stem, target)) ?? resolve(stem, target)}`
  const usingComponents = Object.fromEntries(Object.entries(config.usingComponents)
    .map(([tag, target]) => [tag, target.startsWith('.') ? moved(target) : absolute(target)]))
  return JSON.stringify({ ...config, usingComponents }, null, 2)
}

function removeEmptyFolders(folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true })
  for (const entry of entries) if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name))
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}

/** Moves the files of a finished build. */
export function placeInSubpackages(build: string): void {
  const paths = filesIn(build).map(path => path.slice(build.length + 1)).filter(path => ENDING.test(path))
  const files = new Map(paths.map(path => [path, readFileSync(join(build, path), 'utf8')]))
  const moves = subpackageMoves(files)
  for (const [path, text] of files) {
    const next = withMovedPaths(path, files, moves)
    if (next !== text) writeFileSync(join(build, path), next)
    const stem = path.replace(ENDING, '')
    const place = moves.get(stem)
    if (place === undefined) continue
    const target = join(build, place + path.slice(stem.length))
    mkdirSync(dirname(target), { recursive: true })
    renameSync(join(build, path), target)
  }
  removeEmptyFolders(build)
}

const CONTRACT = /\/contract\/(.+)\.ts$/

/** Each module of the contract is a file of its own, so that it can be placed; uni would put all into `vendor.js`. */
function ownChunkFor(options: Rollup.OutputOptions): Rollup.OutputOptions {
  const { manualChunks } = options
  if (typeof manualChunks !== 'function') return options
  return {
    ...options,
    manualChunks: (id, meta) => {
      const [, name] = CONTRACT.exec(id.split('?')[0] ?? '') ?? []
      return name && !id.includes('node_modules') ? `contract/${name}` : manualChunks(id, meta)
    },
  }
}

/** Only for builds that end: a watching build writes each file into its first place again. Stands after uni(). */
export function subpackages(): Plugin {
  return {
    name: 'kaike:subpackages',
    enforce: 'post',
    apply: (_, { command }) => !isH5 && command === 'build',
    outputOptions: ownChunkFor,
    closeBundle: {
      order: 'post',
      handler() {
        if (!this.meta.watchMode) placeInSubpackages(process.env.UNI_OUTPUT_DIR ?? 'dist/build/mp-weixin')
      },
    },
  }
}
