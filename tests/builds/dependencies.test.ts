import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { preProcessFile } from 'typescript'
import { describe, expect, test } from 'vitest'

interface Manifest {
  license: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  overrides: object
}

const readManifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
const { dependencies, devDependencies, overrides } = readManifest('.')

interface Row { section: string, name: string, why: string, licence: string }

/** Rows of the document's tables, each with its heading. */
function readRows(): Row[] {
  let section = ''
  return readFileSync('docs/dependencies.md', 'utf8').split('\n').flatMap(line => {
    section = /^## (.*)/.exec(line)?.[1] ?? section
    const [, name = '', why = '', licence = ''] = /^\| `([^`]+)` \| ([^|]+?) \|(?: ([^|]+?) \|)?/.exec(line) ?? []
    return name ? [{ section, name, why, licence }] : []
  })
}

const rows = readRows()
const namesIn = (keep: (row: Row) => boolean) => rows.filter(keep).map(({ name }) => name).sort()
const RUNTIME = 'A running server'
const OVERRIDES = 'Overrides'

/** Names of the packages that the bundled server imports, without subpaths. */
function importsOfServer(): string[] {
  const folder = 'dist/server'
  const imports = readdirSync(folder).filter(file => file.endsWith('.js'))
    .flatMap(file => preProcessFile(readFileSync(join(folder, file), 'utf8')).importedFiles)
    .map(({ fileName }) => fileName)
  const packages = imports.filter(name => !name.startsWith('node:') && !name.startsWith('.'))
  return [...new Set(packages.map(name => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')))].sort()
}

describe('docs/dependencies.md', () => {
  test('lists every dependency once, in its section', () => {
    const isForDevelopment = ({ section }: Row) => section !== RUNTIME && section !== OVERRIDES
    expect(namesIn(({ section }) => section === RUNTIME)).toEqual(Object.keys(dependencies).sort())
    expect(namesIn(isForDevelopment)).toEqual(Object.keys(devDependencies).sort())
    expect(namesIn(({ section }) => section === OVERRIDES)).toEqual(Object.keys(overrides).sort())
  })

  const packages = rows.filter(({ section }) => section !== OVERRIDES)
  test.each(packages)('gives the licence of the package $name', ({ name, licence }) => {
    expect(licence).toBe(readManifest(join('node_modules', name)).license)
  })
})

test('`dependencies` are exactly the imports of the built server', () => {
  expect(importsOfServer()).toEqual(Object.keys(dependencies).sort())
})

test('every version is pinned', () => {
  for (const version of Object.values({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  }
})
