import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SERVER = fileURLToPath(new URL('.', import.meta.url))
const MODULES = join(SERVER, 'modules')
const MAX_FILES_PER_FOLDER = 20

/** Files that a module may have; `rules/` may replace `rules.ts`. A module has only the files that it uses. */
const KINDS = ['module', 'routes', 'service', 'rules', 'repository', 'tables', 'policy', 'seed']

/** Files of a single module, each for one named thing. */
const EXTRA_FILES: Record<string, string[]> = {
  account: ['access-tokens', 'directory', 'login-limits', 'membership', 'passwords', 'refresh-tokens'],
  class: ['access', 'authorize', 'journal', 'metrics', 'probe-limits', 'serializer', 'snapshot', 'urls'],
  demo: ['accounts', 'lessons', 'school'],
  lessons: ['access', 'catalog', 'plan'],
  qos: ['export', 'purge'],
}

const withoutTests = (names: string[]) => names.filter(name => !name.endsWith('.test.ts'))
const namesIn = (folder: string) => withoutTests(readdirSync(folder)).map(name => name.replace(/\.ts$/, '')).sort()

describe('modules', () => {
  it('are the domains in the lint rules', () => {
    expect(readdirSync(MODULES).sort()).toEqual(Object.keys(EXTRA_FILES).sort())
  })

  it.each(Object.entries(EXTRA_FILES))('%s has only the allowed kinds of files', (name, extras) => {
    const names = namesIn(join(MODULES, name))
    expect(names).toContain('module')
    expect(names.filter(file => !KINDS.includes(file))).toEqual(extras)
  })

  it.each(Object.keys(EXTRA_FILES))('%s has no folder but rules', name => {
    const folders = readdirSync(join(MODULES, name), { withFileTypes: true }).filter(entry => entry.isDirectory())
    expect(folders.map(({ name }) => name).filter(folder => folder !== 'rules')).toEqual([])
  })
})

/** Every folder below `folder` with the number of its files without tests. */
function foldersOf(folder: string): [path: string, files: number][] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const files = withoutTests(entries.filter(entry => entry.isFile()).map(({ name }) => name))
  const inner = entries.filter(entry => entry.isDirectory()).flatMap(({ name }) => foldersOf(join(folder, name)))
  return [[folder.slice(SERVER.length), files.length], ...inner]
}

it('no folder has more files than the limit', () => {
  const tooLarge = foldersOf(SERVER)
    .filter(([path, files]) => !path.endsWith('migrations') && files > MAX_FILES_PER_FOLDER)
  expect(tooLarge).toEqual([])
})
