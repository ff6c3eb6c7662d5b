/**
 * Mutation tests: `npm run mutate` replaces one line at a time and runs its tests, which must fail.
 * The files on disk do not change: the replacement happens while vitest or the build loads them.
 * `-- --suite mini-program` tests the mini-program's build, `-- --only NAME` one mutant.
 */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { runToEnd, withBuild } from './build'
import { LIVE_CORE } from './live-core'
import { MINI_PROGRAM } from './mini-program'
import type { Mutant, MutantSuite } from './mutants'

const SUITES: Readonly<Record<string, readonly MutantSuite[]>> = {
  'live-core': [LIVE_CORE],
  'mini-program': MINI_PROGRAM,
}
const VITEST = createRequire(import.meta.url).resolve('vitest/vitest.mjs')
/** An endless loop also counts as a failed test. */
const TIMEOUT_MS = 120_000

interface Job { mutant: Mutant, tests: readonly string[], isBuilt: boolean }

function assertApplies({ name, file, find }: Mutant): void {
  const found = readFileSync(file, 'utf8').split(find).length - 1
  if (found !== 1) throw new Error(`Mutant ${name}: its line occurs ${found} times in ${file}, not once`)
}

const pass = (tests: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> =>
  runToEnd(VITEST, ['run', ...tests, '--bail', '1', '--reporter', 'dot'], env, TIMEOUT_MS)

/** Whether the tests fail with the mutant. */
const isCaught = async ({ mutant, tests, isBuilt }: Job): Promise<boolean> =>
  !await (isBuilt ? withBuild(mutant, env => pass(tests, env)) : pass(tests, { KAIKE_MUTANT: JSON.stringify(mutant) }))

const { values: { suite: name = 'live-core', only } } = parseArgs({
  options: { suite: { type: 'string' }, only: { type: 'string' } },
})
const suites = SUITES[name]
if (!suites) throw new Error(`No suite ${name}: there are ${Object.keys(SUITES).join(', ')}`)
const jobs: Job[] = suites
  .flatMap(({ tests, mutants, isBuilt = false }) => mutants.map(mutant => ({ mutant, tests, isBuilt })))
  .filter(({ mutant }) => only === undefined || mutant.name === only)
for (const { mutant } of jobs) assertApplies(mutant)

// Tests that fail on the unbroken code prove nothing.
const built = [...new Set(jobs.filter(({ isBuilt }) => isBuilt).map(({ tests }) => tests))]
if (built.length > 0) {
  await withBuild(undefined, async env => {
    for (const tests of built) {
      if (!await pass(tests, env)) throw new Error(`Without a mutant these fail: ${tests.join(' ')}`)
    }
  })
}

const escaped: Mutant[] = []
const queue = [...jobs]
async function runQueue(): Promise<void> {
  for (let job = queue.shift(); job; job = queue.shift()) {
    const caught = await isCaught(job)
    if (!caught) escaped.push(job.mutant)
    console.log(`${caught ? 'caught ' : 'ESCAPED'}  ${job.mutant.name}: ${job.mutant.breaks}`)
  }
}
// A journey needs the machine for its browser and server: only one runs at a time.
const workers = built.length > 0 ? 1 : Math.min(2, availableParallelism())
await Promise.all(Array.from({ length: workers }, runQueue))

console.log(`${jobs.length - escaped.length} caught, ${escaped.length} escaped`)
process.exitCode = escaped.length === 0 && jobs.length > 0 ? 0 : 1
