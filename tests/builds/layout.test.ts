import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withGeneratedParts } from '../../scripts/lib/architecture'
import { FEATURE_EDGES } from '../../scripts/lint/client-layers.js'
import { MODULE_EDGES } from '../../scripts/lint/server-layers.js'

const MAX_FILES_PER_FOLDER = 20
/** Tables, traces and fixtures: one file of data for each case. */
const DATA_FOLDERS = [/\/traces(\/|$)/, /\/recordings$/, /\/migrations(\/|$)/, /^docs\/images/]
const PAGE = readFileSync('docs/architecture.md', 'utf8')

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .trim().split('\n').filter(file => existsSync(file))
const ofProduct = files.filter(file => /^(contract|docs|scripts|server|src|tests)\//.test(file))

function countByFolder(paths: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
  return counts
}

/** A cycle of edges, or undefined. */
function cycleIn(edges: Readonly<Record<string, readonly string[]>>): string[] | undefined {
  const walk = (name: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(name)) return [...path, name]
    for (const next of edges[name] ?? []) {
      const found = walk(next, [...path, name])
      if (found) return found
    }
    return undefined
  }
  return Object.keys(edges).map(name => walk(name, [])).find(found => found !== undefined)
}

describe('folders', () => {
  it('have at most 20 files, tests included, except those of data', () => {
    const large = [...countByFolder(ofProduct)].filter(([folder, count]) =>
      count > MAX_FILES_PER_FOLDER && !DATA_FOLDERS.some(pattern => pattern.test(folder)))
    expect(large).toEqual([])
  })

  it('of features are those that lint knows, on the client and in docs/architecture.md', () => {
    const features = new Set(files.flatMap(file => /^src\/features\/([^/]+)\//.exec(file)?.[1] ?? []))
    expect([...features].sort()).toEqual(Object.keys(FEATURE_EDGES).sort())
  })

  it('of the top level are the agreed ones', () => {
    const folders = new Set(files.filter(file => file.includes('/')).map(file => file.split('/')[0]))
    expect([...folders].sort()).toEqual(['.ci', '.github', 'contract', 'docs', 'scripts', 'server', 'src', 'static', 'tests'])
  })
})

describe('a feature', () => {
  /** Kinds beside `rules/`: components, composables, a store, texts, types. Tests and twins count as their file. */
  const KINDS = /\.vue$|^use-[\w-]+\.ts$|-store\.ts$|^messages\.ts$|^types\.ts$/
  /** Files of one feature only, each for one named thing. */
  const EXTRA_FILES: Record<string, readonly string[]> = {
    'account': ['auth'],
    'broadcast': ['picture-saver'],
    'channel': ['channel', 'channel-messages', 'channel-socket'],
    'class': ['live-session', 'machine-state'],
    'codes': [
      'command-failures', 'event-advice', 'event-codes', 'event-spec', 'netstatus', 'player-events', 'pusher-events',
      'unknown-codes',
    ],
    'floating-window': ['floating', 'held-watch', 'media-session', 'tab-life'],
    'lessons': ['lesson-facts', 'office-day'],
    'player': ['playback-rows'],
    'preflight': ['access', 'ingest-test', 'uplink-test'],
    'pusher': ['capture-rows', 'waiting-image'],
    'qos': ['qos-outbox', 'words'],
    'settings': ['setting-rows', 'sheets'],
    'watch': ['sparkline'],
  }
  const inFeature = files.filter(file => file.startsWith('src/features/'))
  const plainName = (file: string) => (file.split('/').at(-1) ?? '').replace(/(\.h5|\.types|\.test)+(?=\.(ts|vue)$)/, '')

  it('has only the allowed kinds of files', () => {
    const odd = inFeature.filter(file => !/\/(rules|traces)\//.test(file)).filter(file => {
      const [, , feature = ''] = file.split('/')
      const name = plainName(file)
      return !KINDS.test(name) && !EXTRA_FILES[feature]?.includes(name.replace(/\.ts$/, ''))
    })
    expect(odd).toEqual([])
  })

  it('has no component, store or composable among its rules', () => {
    const rules = inFeature.filter(file => file.includes('/rules/'))
    expect(rules.filter(file => /\.vue$|\/use-[^/]+$|-store\.ts$|\.h5\./.test(file))).toEqual([])
  })
})

describe('edges', () => {
  it('between features make no circle', () => {
    expect(cycleIn(FEATURE_EDGES)).toBeUndefined()
  })

  it('between server modules make no circle', () => {
    expect(cycleIn(MODULE_EDGES)).toBeUndefined()
  })

  it('that make a circle are found', () => {
    expect(cycleIn({ a: ['b'], b: ['c'], c: ['a'] })).toEqual(['a', 'b', 'c', 'a'])
  })
})

it('docs/architecture.md has the tree and the edges of the code', () => {
  expect(withGeneratedParts(PAGE)).toBe(PAGE)
  expect(PAGE).not.toContain('| ? |')
})
