import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { AppConfig } from '../program.types'

/** The build under test: the production build, or the mutated build of `npm run mutate`. */
export const BUILD_FOLDER = process.env.KAIKE_MINI_PROGRAM_BUILD ?? 'dist/build/mp-weixin'

/** A production build of the mini-program on disk. */
export interface BuildFiles {
  folder: string
  app: AppConfig
  /** Paths inside the build, with `/`. */
  paths: readonly string[]
  read: (path: string) => string
  bytes: (path: string) => number
  /** Root of the subpackage that a path lies in, `''` for the main package. */
  packageOf: (path: string) => string
}

export function readBuild(folder: string): BuildFiles {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  const app = JSON.parse(read('app.json')) as AppConfig
  const roots = (app.subPackages ?? []).map(({ root }) => root.replace(/\/?$/, '/'))
  return {
    folder,
    app,
    paths: readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(path => path.replaceAll('\\', '/'))
      .filter(path => statSync(join(folder, path)).isFile())
      .sort(),
    read,
    bytes: path => statSync(join(folder, path)).size,
    packageOf: path => roots.find(root => path.startsWith(root))?.slice(0, -1) ?? '',
  }
}

/** Files of one kind: path without extension → content. */
export const filesOf = ({ paths, read }: BuildFiles, ending: string): Map<string, string> =>
  new Map(paths.filter(path => extname(path) === ending).map(path => [path.slice(0, -ending.length), read(path)]))

/** Paths of all pages, including those of subpackages. */
export const pagesOf = ({ pages, subPackages = [] }: AppConfig): string[] =>
  [
    ...pages,
    ...subPackages.flatMap(({ root, pages: inside }) => inside.map(page => `${root.replace(/\/$/, '')}/${page}`)),
  ]
