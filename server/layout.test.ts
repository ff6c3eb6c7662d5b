import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SERVER = fileURLToPath(new URL('.', import.meta.url))
const MODULES = join(SERVER, 'modules')

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
