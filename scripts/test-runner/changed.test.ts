import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { RULES, planFor, stepsOf } from './changed.mjs'
import { STEPS } from './test-steps.mjs'

const CHECKS = ['lint', 'typecheck']
const BUILDS = ['build:h5', 'build:mp-weixin', 'build:server']
const EVERYTHING = STEPS.map(({ name }) => name).sort()

const stepsFor = (...files: string[]) => [...planFor(files).keys()].sort()
const testsOf = (step: string, ...files: string[]) => planFor(files).get(step)?.related

describe('a change of', () => {
  test.each([
    ['nothing', [], []],
    ['the lock file', ['package-lock.json'], EVERYTHING],
    ['a build\'s settings', ['vite.config.ts'], EVERYTHING],
    ['a script', ['scripts/lib/run.mjs'], EVERYTHING],
    ['a file that no rule knows', ['Dockerfile'], EVERYTHING],
    ['a document', ['docs/architecture.md'], ['e2e', 'mini-program']],
    ['a document and a script', ['README.md', 'scripts/dev.mjs'], EVERYTHING],
    ['a page', ['src/App.vue'], EVERYTHING],
    ['a route', ['contract/routes.ts'], EVERYTHING],
    ['a picture', ['static/new.png'], EVERYTHING],
    ['the server', ['server/app.ts'], [...BUILDS, ...CHECKS, 'browsers', 'e2e', 'mini-program', 'unit'].sort()],
    ['a unit test', ['server/app.test.ts'], [...CHECKS, 'unit'].sort()],
    ['a class in the browser', ['tests/e2e/planning.test.ts'], [...CHECKS, 'e2e'].sort()],
    ['a journey', ['tests/mini-program/journeys/admin.test.ts'], [...CHECKS, 'mini-program'].sort()],
    ['a test that is gone', ['server/gone.test.ts'], CHECKS],
  ])('%s', (_, files, steps) => {
    expect(stepsFor(...files)).toEqual(steps)
  })

  test('a document runs only the tests that read documents', () => {
    expect(testsOf('e2e', 'docs/architecture.md')).toContain('tests/builds/configuration.test.ts')
    expect(testsOf('e2e', 'docs/architecture.md')).not.toContain('tests/e2e/planning.test.ts')
    expect(testsOf('mini-program', 'docs/architecture.md')).toEqual(['tests/mini-program/gate/gate.test.ts'])
  })

  test('a client\'s file runs the unit tests that import it and all tests of the product', () => {
    expect(testsOf('unit', 'src/App.vue')).toEqual(['src/App.vue'])
    expect(testsOf('e2e', 'src/App.vue')).toBeUndefined()
  })

  test('a server\'s file also runs the tests that start the server as a program', () => {
    expect(testsOf('unit', 'server/app.ts')).toEqual(expect.arrayContaining(['server/app.ts', 'server/main.test.ts']))
    expect(testsOf('unit', 'server/app.ts')).not.toContain('tests/builds/start.test.ts')
  })

  test('a deleted file runs all tests of its rule, because its importers are unknown', () => {
    expect(testsOf('unit', 'src/gone.ts')).toBeUndefined()
  })

  test('two files runs the tests of both', () => {
    const files = ['server/app.test.ts', 'server/config.test.ts']
    expect(testsOf('unit', ...files)).toEqual(files)
    expect(testsOf('unit', 'server/app.test.ts', 'static/new.png')).toBeUndefined()
    expect(testsOf('unit', 'static/new.png', 'server/app.test.ts')).toBeUndefined()
  })
})

test('a step comes with the steps that it needs, unless they are done', () => {
  const step = (name: string, more: object = {}) => ({ name, title: name, run: async () => ({ ok: true }), ...more })
  const steps = [
    step('old', { isDone: () => false }),
    step('new', { isDone: () => true }),
    step('other'),
    step('e2e', { needs: ['old', 'new'] }),
  ]
  expect(stepsOf(steps, new Map([['e2e', { related: undefined }]])).map(({ name }) => name)).toEqual(['old', 'e2e'])
})

test('the rules name only existing steps', () => {
  const named = RULES.flatMap(({ steps }) => steps === 'everything' ? [] : Object.keys(steps))
  for (const name of named) {
    expect(EVERYTHING.some(step => step === name || step.startsWith(`${name}:`)), name).toBe(true)
  }
})

test('changed files are modified, new or deleted files, and an unknown commit gives one line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaike-changed-'))
  try {
    const user = ['-c', 'user.name=T', '-c', 'user.email=t@example.org']
    const git = (...args: string[]) => execFileSync('git', [...user, ...args], { cwd: folder, encoding: 'utf8' })
    const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
    git('init', '--quiet')
    mkdirSync(join(folder, 'deep'))
    for (const path of ['same.ts', 'deep/other.ts', 'gone.ts']) write(path, '1')
    write('.gitignore', 'ignored.ts\n')
    git('add', '.')
    git('commit', '--quiet', '--message', 'first')
    write('deep/other.ts', '2')
    write('名.ts', '1')
    write('ignored.ts', '1')
    rmSync(join(folder, 'gone.ts'))
    const module = pathToFileURL(resolve('scripts/test-runner/changed-files.mjs')).href
    const ask = (ref: string) => execFileSync(process.execPath, ['--input-type=module', '-e', `
      import { changedFiles } from ${JSON.stringify(module)}
      try { console.log(JSON.stringify(changedFiles(${JSON.stringify(ref)}))) } catch (error) { console.log(JSON.stringify(error.message)) }
    `], { cwd: folder, encoding: 'utf8' })
    expect(JSON.parse(ask('HEAD'))).toEqual(['deep/other.ts', 'gone.ts', '名.ts'])
    expect(JSON.parse(ask('no-such'))).toBe('--changed: git knows no commit no-such')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
