import { extname } from 'node:path'
import type { BuildFiles } from '../bundle/build-files'
import type { SinceTable } from '../bundle/base-library'
import { compareVersions } from '../host/wx/version'
import { graphOf } from './graph'
import { PRIVATE_APIS } from './private-apis'

/** Pictures and sounds; larger files belong on a server. */
const MEDIA = new Set(['.png', '.jpg', '.jpeg', '.gif', '.svg', '.webp', '.mp3', '.wav', '.m4a', '.aac'])
const MEDIA_LIMIT_BYTES = 200_000
const PLAIN_ADDRESS = /\b(?:http|ws):\/\/[^\s"'`)\\]+/g
/** A developer's local server, which the build contains when no other address is configured. */
const LOOPBACK = /^(?:http|ws):\/\/(?:127\.0\.0\.1|localhost)\b/
/** Names of XML standards, which are never requested. */
const NAMESPACE = /^http:\/\/www\.w3\.org\//
const CALL = /\b(?:wx|index|uni)\.([a-zA-Z]\w*)/g

/** Components that a page registers and does not use, or that no page registers: both are loaded without a use. */
export function unusedComponents(build: BuildFiles): string[] {
  const graph = graphOf(build)
  const registered = new Set([...graph.configs.keys()].flatMap(path => [...graph.componentsOf(path).values()]))
  const notDrawn = [...graph.configs.keys()].flatMap(path => [...graph.componentsOf(path).keys()]
    .filter(tag => !new RegExp(`<${tag}[\\s/>]`).test(graph.templates.get(path) ?? ''))
    .map(tag => `${path} registers ${tag} and does not use it`))
  const notRegistered = [...graph.configs]
    .filter(([path, { component }]) => component && !registered.has(path))
    .map(([path]) => `no page uses ${path}`)
  return [...notDrawn, ...notRegistered]
}

/** A module is empty when all its code was for the browser. */
const isEmpty = (code: string): boolean => code.replaceAll(/["']use strict["'];?|\s/g, '') === ''

/** Modules that no page reaches. */
export function unreachedModules(build: BuildFiles): string[] {
  const graph = graphOf(build)
  const reached = new Set(['app', ...graph.pages].flatMap(path => [...graph.reach(path)]))
  return [...graph.modules].filter(([path, code]) => !reached.has(path) && !isEmpty(code)).map(([path]) => path)
}

/** Code of the main package that only one subpackage needs: it delays the first start for all users. */
export function misplacedCode(build: BuildFiles): { path: string, root: string, bytes: number }[] {
  const graph = graphOf(build)
  const users = new Map<string, Set<string>>()
  for (const page of ['app', ...graph.pages]) {
    for (const path of graph.reach(page)) users.set(path, (users.get(path) ?? new Set()).add(build.packageOf(page)))
  }
  return [...users].flatMap(([path, roots]) => {
    const [root = ''] = roots
    if (build.packageOf(path) !== '' || roots.size !== 1 || root === '') return []
    const bytes = build.paths.filter(file => file.replace(/\.\w+$/, '') === path)
      .reduce((sum, file) => sum + build.bytes(file), 0)
    return [{ path, root, bytes }]
  }).sort((a, b) => b.bytes - a.bytes)
}

export function heavyMedia(build: BuildFiles): string[] {
  return build.paths.filter(path => MEDIA.has(extname(path)) && build.bytes(path) >= MEDIA_LIMIT_BYTES)
}

/** Addresses without TLS, which WeChat refuses on phones. */
export function plainAddresses(build: BuildFiles): string[] {
  return build.paths.filter(path => ['.js', '.wxml', '.wxss', '.json'].includes(extname(path))).flatMap(path =>
    [...build.read(path).matchAll(PLAIN_ADDRESS)].map(([address]) => address)
      .filter(address => !LOOPBACK.test(address) && !NAMESPACE.test(address))
      .map(address => `${path}: ${address}`))
}

/** WeChat's audit requires `hover-class`: `:active` sticks while the page scrolls. */
export function activeStyles(build: BuildFiles): string[] {
  return build.paths.filter(path => extname(path) === '.wxss' && /:active\b/.test(build.read(path)))
}

const PRIVATE_NAMES: ReadonlySet<string> = new Set(Object.values(PRIVATE_APIS).flat())

/** Names of WeChat APIs that the build calls. */
export function usedApis(build: BuildFiles, since: SinceTable, known: ReadonlySet<string>): string[] {
  const called = build.paths.filter(path => extname(path) === '.js' && !path.startsWith('common/'))
    .flatMap(path => [...build.read(path).matchAll(CALL)].map(([, name = '']) => name))
  return [...new Set(called)].filter(name => name in since || known.has(name) || PRIVATE_NAMES.has(name)).sort()
}

/** APIs that are newer than the mini-program's minimum base library. */
export function tooNewApis(used: readonly string[], since: SinceTable, minimum: string): string[] {
  return used.filter(name => compareVersions(since[name] ?? '1.0.0', minimum) > 0)
    .map(name => `${name} needs ${since[name]}`)
}

/** Data that the privacy guide must declare, by WeChat's names. */
export function privacyNeeds(build: BuildFiles, used: readonly string[]): string[] {
  const templates = build.paths.filter(path => extname(path) === '.wxml').map(build.read).join('\n')
  const isUsed = (name: string) =>
    (name.startsWith('<') ? new RegExp(`${name}[\\s/>]`).test(templates) : used.includes(name))
  return Object.entries(PRIVATE_APIS).filter(([, names]) => names.some(isUsed)).map(([need]) => need)
}
