/**
 * Breaks the code on purpose, one line at a time, and runs the tests beside it: `npm run mutate`. A break that no test
 * notices is a hole. The files stay as they are: the break is made while vitest loads them.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { createRequire } from 'node:module'
import { LIVE_CORE } from './live-core'
import type { Mutant, MutantSuite } from './mutants'

const SUITES: readonly MutantSuite[] = [LIVE_CORE]
const VITEST = createRequire(import.meta.url).resolve('vitest/vitest.mjs')
/** A break that makes the tests go round in circles is noticed, too. */
const TIMEOUT_MS = 120_000

interface Job { mutant: Mutant, tests: readonly string[] }

function assertApplies({ name, file, find }: Mutant): void {
  const found = readFileSync(file, 'utf8').split(find).length - 1
  if (found !== 1) throw new Error(`Mutant ${name}: its line stands ${found} times in ${file}, not once`)
}

/** Whether the tests noticed. */
function isCaught({ mutant, tests }: Job): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [VITEST, 'run', ...tests, '--bail', '1', '--reporter', 'dot'], {
      stdio: 'ignore',
      timeout: TIMEOUT_MS,
      env: { ...process.env, KAIKE_MUTANT: JSON.stringify(mutant) },
    })
    child.on('exit', status => resolve(status !== 0))
  })
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
const jobs: Job[] = SUITES.flatMap(({ tests, mutants }) => mutants.map(mutant => ({ mutant, tests })))
  .filter(({ mutant }) => only === undefined || mutant.name === only)
for (const { mutant } of jobs) assertApplies(mutant)

const escaped: Mutant[] = []
const queue = [...jobs]
async function work(): Promise<void> {
  for (let job = queue.shift(); job; job = queue.shift()) {
    const caught = await isCaught(job)
    if (!caught) escaped.push(job.mutant)
    console.log(`${caught ? 'caught ' : 'ESCAPED'}  ${job.mutant.name}: ${job.mutant.breaks}`)
  }
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))

console.log(`${jobs.length - escaped.length} caught, ${escaped.length} escaped`)
process.exitCode = escaped.length === 0 && jobs.length > 0 ? 0 : 1
