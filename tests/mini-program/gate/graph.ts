import { filesOf, pagesOf } from '../bundle/build-files'
import type { BuildFiles } from '../bundle/build-files'
import type { PageConfig } from '../program.types'

const REQUIRE = /require\("([^"]+)"\)/g

const resolveFrom = (from: string, target: string): string =>
  (target.startsWith('/') ? target : new URL(target, `file:///${from}`).pathname).slice(1).replace(/\.js$/, '')

/** Dependencies in a build: modules by `require`, components by `usingComponents`. Paths have no extension. */
export interface Graph {
  pages: readonly string[]
  modules: ReadonlyMap<string, string>
  templates: ReadonlyMap<string, string>
  configs: ReadonlyMap<string, PageConfig>
  /** Tag → path of the component. */
  componentsOf: (path: string) => Map<string, string>
  modulesOf: (path: string) => string[]
  /** All files that a page or component needs, including itself. */
  reach: (path: string) => Set<string>
}

export function graphOf(build: BuildFiles): Graph {
  const modules = filesOf(build, '.js')
  const configs = new Map([...filesOf(build, '.json')].map(([path, text]) => [path, JSON.parse(text) as PageConfig]))
  const componentsOf = (path: string) => {
    const tags = Object.entries(configs.get(path)?.usingComponents ?? {})
    return new Map(tags.map(([tag, target]) => [tag, resolveFrom(path, target)]))
  }
  const modulesOf = (path: string) =>
    [...(modules.get(path) ?? '').matchAll(REQUIRE)].map(([, target = '']) => resolveFrom(path, target))

  function reach(path: string, known = new Set<string>()): Set<string> {
    if (known.has(path)) return known
    known.add(path)
    for (const next of [...componentsOf(path).values(), ...modulesOf(path)]) reach(next, known)
    return known
  }
  return {
    pages: pagesOf(build.app), modules, templates: filesOf(build, '.wxml'), configs, componentsOf, modulesOf,
    reach: path => reach(path),
  }
}
