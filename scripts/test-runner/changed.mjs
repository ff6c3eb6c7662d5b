import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STEPS } from './test-steps.mjs'

/**
 * Tests that a step runs for a changed file. `all`: all tests. `related`: tests that import the file. `self`: the file,
 * which is a test. `starters`: tests that import the file, and tests that start programs, whose imports Vitest does not
 * see.
 * @typedef {'all' | 'related' | 'self' | 'starters'} Extent
 *
 * @typedef {object} Rule
 * @property {string} name
 * @property {RegExp} files
 * @property {Readonly<Record<string, Extent>> | 'everything'} steps  by the step's name; `build` means all three builds
 * @property {boolean} [isDocument]  whether the tests that read documents run as well
 */

const CHECKS = /** @type {const} */ ({ lint: 'all', typecheck: 'all' })
const PRODUCT = /** @type {const} */ ({ 'build': 'all', 'mini-program': 'all', 'e2e': 'all', 'browsers': 'all' })

/**
 * Steps that a changed file affects. The first matching rule counts; a path without a rule affects everything.
 * @type {readonly Rule[]}
 */
export const RULES = [
  { name: 'documents', files: /^docs\/|\.md$|^LICENSE$/, steps: {}, isDocument: true },
  {
    name: 'tools and settings',
    files: /^(scripts|\.ci)\/|^package(-lock)?\.json$|config\.(ts|js)$|tsconfig.*\.json$/,
    steps: 'everything',
  },
  { name: 'tests beside the code', files: /^(src|server|contract)\/.*\.test\.ts$/, steps: { ...CHECKS, unit: 'self' } },
  { name: 'client', files: /^src\/.*\.(ts|vue)$/, steps: { ...CHECKS, ...PRODUCT, unit: 'related', sizes: 'all' } },
  { name: 'contract', files: /^contract\/.*\.ts$/, steps: { ...CHECKS, ...PRODUCT, unit: 'starters', sizes: 'all' } },
  { name: 'database', files: /^server\/(.*\/)?db\//, steps: { ...CHECKS, ...PRODUCT, unit: 'all' } },
  { name: 'server', files: /^server\/.*\.ts$/, steps: { ...CHECKS, ...PRODUCT, unit: 'starters' } },
  {
    name: 'files that code reads',
    files: /^(src|server|contract|static)\/|^(pages|manifest)\.json$|^index\.html$/,
    steps: { ...CHECKS, ...PRODUCT, unit: 'all', sizes: 'all' },
  },
  {
    name: 'tests of the mini-program',
    files: /^tests\/mini-program\/.*\.test\.ts$/,
    steps: { ...CHECKS, 'mini-program': 'self' },
  },
  { name: 'host of the mini-program', files: /^tests\/mini-program\//, steps: { ...CHECKS, 'mini-program': 'all' } },
  {
    name: 'tests of builds and classes',
    files: /^tests\/(e2e|builds)\/.*\.test\.ts$/,
    steps: { ...CHECKS, e2e: 'self' },
  },
  {
    name: 'harness of builds and classes',
    files: /^tests\/(e2e|builds)\//,
    steps: { ...CHECKS, 'mini-program': 'all', 'e2e': 'all', 'unit': 'related' },
  },
  { name: 'tests in other browsers', files: /^tests\/browsers\/.*\.test\.ts$/, steps: { ...CHECKS, browsers: 'self' } },
  { name: 'harness of other browsers', files: /^tests\/browsers\//, steps: { ...CHECKS, browsers: 'all' } },
  {
    name: 'files that tests share',
    files: /^tests\/support\/(?!pictures\/).*(?<!\.test)\.ts$/,
    steps: { ...CHECKS, 'unit': 'all', 'mini-program': 'all', 'e2e': 'all', 'browsers': 'all' },
  },
  { name: 'other tests', files: /^tests\/(faults|bench|fuzz|support)\/.*\.test\.ts$/, steps: { ...CHECKS, unit: 'self' } },
  {
    name: 'the soak and its load',
    files: /^tests\/(faults\/soak|bench\/relay)\/|^tests\/bench\/report\.ts$/,
    steps: { ...CHECKS, e2e: 'related' },
  },
  { name: 'harness of other tests', files: /^tests\/(faults|bench|fuzz)\/(?!mutations\/(?!plugin))/, steps: { ...CHECKS, unit: 'all' } },
  { name: 'pictures and mutants', files: /^tests\/(support\/pictures|faults\/mutations)\/(?!plugin\.ts)/, steps: CHECKS },
]

/**
 * The step that runs the test files of a folder; all others belong to `unit`.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const STEP_OF_TESTS = [
  [/^tests\/(e2e|builds)\//, 'e2e'],
  [/^tests\/mini-program\//, 'mini-program'],
  [/^tests\/browsers\//, 'browsers'],
]

/** @param {string} file */
const stepOf = file => STEP_OF_TESTS.find(([pattern]) => pattern.test(file))?.[1] ?? 'unit'

const STARTS_PROGRAMS = /\b(spawn|fork|execFile)\(|new Worker\(/
const READS_DOCUMENTS = /['"`][\w./-]*\.md['"`]/

/** @param {string} folder @returns {string[]} */
const testsIn = folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : testsIn(path)
  return entry.name.endsWith('.test.ts') ? [path] : []
})

/** @param {RegExp} pattern */
const testsMatching = pattern => ['server', 'src', 'tests'].flatMap(testsIn)
  .filter(file => pattern.test(readFileSync(file, 'utf8')))

/** @typedef {{ related: string[] | undefined }} Part  files whose tests run; undefined runs all tests */

/**
 * @param {readonly string[]} files changed files
 * @returns {ReadonlyMap<string, Part>} by the names of the steps to run, without the steps that they need
 */
export function planFor(files) {
  /** @type {Map<string, Part>} */
  const plan = new Map()

  /** @param {string} step @param {readonly string[] | undefined} related */
  const add = (step, related) => {
    const known = plan.get(step)
    const isAll = related === undefined || (known && known.related === undefined)
    plan.set(step, { related: isAll ? undefined : [...new Set([...known?.related ?? [], ...related])] })
  }

  /** @param {string} name @param {Extent} extent @param {string} file */
  const addExtent = (name, extent, file) => {
    const exists = existsSync(file)
    for (const step of STEPS.filter(each => each.name === name || each.name.startsWith(`${name}:`))) {
      if (extent === 'all') add(step.name, undefined)
      // The importers of a deleted file are unknown; a deleted test affects nothing.
      else if (!exists) add(step.name, extent === 'self' ? [] : undefined)
      else if (extent !== 'starters') add(step.name, [file])
      else add(step.name, [file, ...testsMatching(STARTS_PROGRAMS).filter(test => stepOf(test) === step.name)])
    }
  }

  for (const file of files) {
    const { steps, isDocument } = RULES.find(rule => rule.files.test(file)) ?? { steps: 'everything' }
    if (steps === 'everything') for (const { name } of STEPS) add(name, undefined)
    else for (const [name, extent] of Object.entries(steps)) addExtent(name, extent, file)
    if (isDocument) for (const test of testsMatching(READS_DOCUMENTS)) add(stepOf(test), [test])
  }
  for (const [name, { related }] of plan) if (related?.length === 0) plan.delete(name)
  return plan
}

/**
 * Steps of a plan, with the steps that they need unless those are up to date.
 * @param {readonly import('./steps.mjs').Step[]} steps
 * @param {ReadonlyMap<string, Part>} plan
 */
export function stepsOf(steps, plan) {
  const planned = steps.filter(({ name }) => plan.has(name))
  const needed = new Set(planned.flatMap(({ needs = [] }) => needs))
  return steps.filter(step => planned.includes(step) || (needed.has(step.name) && !step.isDone?.()))
}
