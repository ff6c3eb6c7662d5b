import { readFileSync, readdirSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { STEPS } from '../../scripts/test-runner/test-steps.mjs'
import { anchorsOf, documentProblems, sourceProblems } from './document-check'
import type { Repository } from './document-check'

const IGNORED = readFileSync('.gitignore', 'utf8').split('\n').filter(line => /^[\w./-]+$/.test(line))
const isIgnored = (path: string): boolean => ['.git', ...IGNORED].some(entry => {
  const name = entry.replace(/\/$/, '')
  return path === name || posix.basename(path) === name
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = posix.join(folder, entry.name)
    if (isIgnored(path)) return []
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

const files = filesIn('.')
const documents = files.filter(file => file.endsWith('.md'))
const texts = new Map(documents.map(path => [path, readFileSync(path, 'utf8')]))
type Manifest = Record<'scripts' | 'dependencies' | 'devDependencies', Record<string, string>>
const { scripts, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const lintConfig = readFileSync('eslint.config.js', 'utf8')
const lintRules = Array.from(lintConfig.matchAll(/'([@\w-]+\/[\w-]+)': /g), ([, name = '']) => name)

const REPOSITORY: Repository = {
  files,
  read: path => texts.get(path),
  npmScripts: Object.keys(scripts),
  testSteps: STEPS.map(({ name }) => name),
  lintRules,
  packages: Object.keys({ ...dependencies, ...devDependencies }),
  made: IGNORED,
}

describe('documents', () => {
  test('are all found', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/decisions/README.md']))
  })

  test.each(documents)('%s names only existing things in plain words', path => {
    expect(documentProblems(path, texts.get(path) ?? '', REPOSITORY)).toEqual([])
  })

  test.each(['reference', 'decisions'])('docs/%s/README.md lists every page beside it', folder => {
    const pages = documents.filter(path => posix.dirname(path) === `docs/${folder}` && !path.endsWith('/README.md'))
    const index = texts.get(`docs/${folder}/README.md`)
    for (const page of pages) expect(index).toContain(`](${posix.basename(page)})`)
  })
})

describe('comments', () => {
  const sources = files.filter(file => /\.(?:ts|vue|mjs|js|json|yml|scss|sql)$/.test(file)
    && !file.startsWith('tests/builds/document') && !file.endsWith('-lock.json'))

  test('name only documents, sections and rows that exist', () => {
    const problems = sources.flatMap(path =>
      sourceProblems(readFileSync(path, 'utf8'), REPOSITORY).map(problem => `${path}: ${problem}`))
    expect(problems).toEqual([])
  })

  test('cite only sources of this repository', () => {
    const unknown = /\bdesign (?:section )?\d|\(reference [CM]\d|\breference [\w-]+\.md|\bfield[ -]problems? \d/i
    expect(sources.filter(path => unknown.test(readFileSync(path, 'utf8')))).toEqual([])
  })

  test('traces cite rows of docs/reference/field-problems.md', () => {
    const table = texts.get('docs/reference/field-problems.md') ?? ''
    const traces = files.filter(file => /^src\/.*\/traces\/[\w-]+\.json$/.test(file))
    expect(traces.length).toBeGreaterThan(30)
    for (const path of traces) {
      const { field } = JSON.parse(readFileSync(path, 'utf8')) as { field: number[] }
      for (const row of field) expect(table, path).toContain(`\n| ${row} | `)
    }
  })
})

describe('the check', () => {
  const page = [
    '# A page', '', '## C1. Codes', '', '## What it does', '', '## What it does', '',
    '| row | problem |', '| --- | --- |', '| 7 | loops |', '',
  ].join('\n')
  const sample: Repository = {
    files: [
      'README.md', 'docs/page.md', 'docs/images/a.png', 'server/media/ring.ts', 'server/modules/hands/routes.ts',
      'tests/e2e/a.test.ts', 'vite.config.ts',
    ],
    read: path => (path === 'docs/page.md' ? page : undefined),
    npmScripts: ['test', 'start', 'bench:relay', 'bench:cache'],
    testSteps: ['lint', 'build:h5'],
    lintRules: ['kaike/import-direction'],
    packages: ['mpegts.js'],
    made: ['dist/', 'tests/output/'],
  }
  const check = (text: string, path = 'docs/page.md') => documentProblems(path, text, sample)

  test.each([
    ['a link', '[page](docs/page.md#what-it-does-1) and ![a](docs/images/a.png) and [web](https://example.com/a.md)'],
    ['a folder and files', '`server/media/`, `server/media/ring.ts`, `vite.config.ts`'],
    ['the end of a path', '`ring.ts`, `media/ring.ts`, `.config.ts`'],
    ['a package', '`mpegts.js`'],
    ['a placeholder', '`server/modules/<domain>/routes.ts`'],
    ['patterns', '`server/{media,modules}/`, `tests/**/*.test.ts`, `server/*/*.ts`'],
    ['what tools make', '`dist/server/main.js`, `tests/output/fuzz/`, `vendor.js`'],
    ['commands', '`npm test`, `npm start`, `npm run bench:relay -- --json`, `npm run bench:*`'],
    ['steps', '`npm test -- --only lint,build`'],
    ['rules', 'the lint rule `import-direction`, `kaike/import-direction`'],
    ['places in a page', 'see docs/page.md, C1 and docs/page.md, row 7'],
    ['code', '```sh\nnpx vitest run tests/e2e/a.test.ts\n```\n\n`anew`'],
  ])('accepts %s', (_name, text) => {
    expect(check(text, 'README.md')).toEqual([])
  })

  test.each([
    ['[gone](gone.md)', 'docs/gone.md is linked and does not exist'],
    ['![gone](images/b.png)', 'docs/images/b.png is linked and does not exist'],
    ['[part](#nowhere)', 'docs/page.md has no heading #nowhere'],
    ['`docs/page.md#nowhere`', 'docs/page.md has no heading #nowhere'],
    ['`server/media/gop.ts`', 'server/media/gop.ts does not exist'],
    ['`gop.ts`', 'no file is named gop.ts'],
    ['`edia/ring.ts`', 'no file is named edia/ring.ts'],
    ['`server/modules/<domain>/rules.ts`', 'server/modules/<domain>/rules.ts does not exist'],
    ['`server/{live,qos}/*.ts`', 'server/{live,qos}/*.ts does not exist'],
    ['`server/{live,media}/{a,b}.ts`', 'server/{live,media}/{a,b}.ts does not exist'],
    ['```sh\nnpx vitest run tests/e2e/b.test.ts\n```', 'tests/e2e/b.test.ts does not exist'],
    ['`npm run soak`', 'there is no npm script soak'],
    ['`npm test -- --only lint,units`', 'npm test has no step units'],
    ['the lint rule `no-magic`', 'there is no lint rule no-magic'],
    ['`kaike/no-magic`', 'there is no lint rule kaike/no-magic'],
    ['see docs/page.md, C2', 'docs/page.md has no section C2'],
    ['see docs/page.md, row 8', 'docs/page.md has no row 8'],
    ['Whoever asks, it begins anew.', '"Whoever": write name the person: the teacher, a viewer, a user'],
    ['It begins anew.', '"anew": write again'],
    ['Of the ten, five.\n\nOf the rest nothing.', '"Of the": write a whole sentence'],
  ])('refuses %s', (text, problem) => {
    expect(check(text)).toContain(problem)
  })

  test('reads citations across the lines of a comment', () => {
    const comment = '/**\n * Codes (docs/page.md, C1,\n * C9).\n */'
    expect(sourceProblems(comment, sample)).toEqual(['docs/page.md has no section C9'])
    expect(sourceProblems('// Bounds (docs/gone.md)', sample)).toEqual(['docs/gone.md does not exist'])
    expect(sourceProblems('// Loops (docs/page.md, row 7)', sample)).toEqual([])
  })

  test('makes the same anchors as GitHub', () => {
    const document = '# A: b & `c`\n\n## Über uns\n\n```\n# code\n```\n\n## Über uns\n'
    expect([...anchorsOf(document)]).toEqual(['a-b--c', 'über-uns', 'über-uns-1'])
  })
})
