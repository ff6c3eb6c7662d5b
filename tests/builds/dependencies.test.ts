import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { preProcessFile } from 'typescript'
import { describe, expect, test } from 'vitest'

interface Manifest { license: string, dependencies: Record<string, string>, devDependencies: Record<string, string>, overrides: object }

const readManifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
const { dependencies, devDependencies, overrides } = readManifest('.')

interface Row { section: string, name: string, why: string, licence: string }

/** Rows of the document's tables, each with the heading that it stands under. */
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

/** Packages that the bundled server imports, by name without what follows it. */
function importsOfServer(): string[] {
  const folder = 'dist/server'
  const imports = readdirSync(folder).filter(file => file.endsWith('.js'))
    .flatMap(file => preProcessFile(readFileSync(join(folder, file), 'utf8')).importedFiles.map(({ fileName }) => fileName))
  const packages = imports.filter(name => !name.startsWith('node:') && !name.startsWith('.'))
  return [...new Set(packages.map(name => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')))].sort()
}

describe('docs/dependencies.md', () => {
  test('lists every dependency once, where it belongs', () => {
    expect(namesIn(({ section }) => section === RUNTIME)).toEqual(Object.keys(dependencies).sort())
    expect(namesIn(({ section }) => section !== RUNTIME && section !== OVERRIDES)).toEqual(Object.keys(devDependencies).sort())
    expect(namesIn(({ section }) => section === OVERRIDES)).toEqual(Object.keys(overrides).sort())
  })

  test.each(rows.filter(({ section }) => section !== OVERRIDES))('gives the licence of $name as the package does', ({ name, licence }) => {
    expect(licence).toBe(readManifest(join('node_modules', name)).license)
  })
})

test('`dependencies` are exactly what the built server imports', () => {
  expect(importsOfServer()).toEqual(Object.keys(dependencies).sort())
})

test('every version is pinned', () => {
  for (const version of Object.values({ ...dependencies, ...devDependencies })) expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
})
