import { ensureTools } from './install-tools.mjs'
import { installProblem } from './installed.mjs'
import { startPostgres } from './postgres.mjs'
import { endChildrenWithUs } from './run.mjs'
import { chooseSteps, groupsOf } from './test-steps.mjs'
import { TOOLS } from './tools.mjs'

/** All steps together; .ci/run has a few minutes more for installing. */
const TOTAL_LIMIT_MS = 36.5 * 60_000

/** @typedef {{ name: string, seconds: number } & import('./test-steps.mjs').StepResult} Finished */

/** @param {string} text */
const heading = text => console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`)

/**
 * The database for the tests: the one named by TEST_DATABASE_URL, or a throw-away cluster.
 * @param {readonly import('./tools.mjs').ToolName[]} tools
 */
async function openDatabase(tools) {
  const binFolder = TOOLS.postgres.find()
  if (process.env.TEST_DATABASE_URL || !tools.includes('postgres') || !binFolder) return undefined
  const database = await startPostgres(binFolder)
  process.env.TEST_DATABASE_URL = database.url
  console.log('PostgreSQL for the tests is up.')
  return database
}

/**
 * @param {import('./test-steps.mjs').Step} step
 * @param {{ finished: readonly Finished[], deadline: number }} soFar
 * @returns {Promise<Finished>}
 */
async function runStep(step, { finished, deadline }) {
  const began = Date.now()
  const broken = step.needs?.find(name => finished.some(other => other.name === name && !other.ok))
  const result = broken
    ? { ok: false, problem: `not run: ${broken} failed` }
    : await step.run({ timeoutMs: Math.max(1_000, deadline - began) })
  if (result.problem) console.error(result.problem)
  return { ...result, name: step.name, seconds: (Date.now() - began) / 1000 }
}

/**
 * @param {readonly import('./test-steps.mjs').Step[]} steps
 * @returns {Promise<Finished[]>}
 */
async function runSteps(steps) {
  const deadline = Date.now() + TOTAL_LIMIT_MS
  /** @type {Finished[]} */
  const finished = []
  for (const group of groupsOf(steps)) {
    heading(group.map(({ title }) => title).join(' · '))
    finished.push(...await Promise.all(group.map(step => runStep(step, { finished, deadline }))))
  }
  return finished
}

/**
 * Prints one line a step and, alone on the last line, the sum of steps and tests.
 * @param {Finished[]} finished
 * @returns {boolean} whether all passed
 */
function summarise(finished) {
  heading('Summary')
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, ok, problem, seconds, counts } of finished) {
    sum[ok ? 'passed' : 'failed'] += 1
    sum.passed += counts?.passed ?? 0
    sum.failed += counts?.failed ?? 0
    sum.skipped += counts?.skipped ?? 0
    const tests = counts ? `  ${counts.passed + counts.failed} tests, ${counts.failed} failed` : ''
    console.log(`${ok ? '✓' : '✗'} ${name.padEnd(18)}${seconds.toFixed(1).padStart(7)} s${tests}${problem ? `  ${problem}` : ''}`)
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`)
  return sum.failed === 0
}

/** @param {string[]} args `--only lint,typecheck` */
function stepsFrom(args) {
  const [flag, names = '', ...rest] = args
  if (flag === undefined) return chooseSteps([])
  if (flag !== '--only' || names === '' || rest.length > 0) throw new Error('Usage: npm test [-- --only STEP[,STEP…]]')
  return chooseSteps(names.split(','))
}

/**
 * `npm test`: all that CI runs.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function testRun(args) {
  endChildrenWithUs()
  const steps = stepsFrom(args)
  const tools = [...new Set(steps.flatMap(step => step.tools ?? []))]
  const advice = installProblem() ?? await ensureTools(tools)
  if (advice) {
    console.error(advice)
    return 1
  }
  process.env.KAIKE_CHROMIUM ??= TOOLS.chromium.find()
  const database = await openDatabase(tools)
  try {
    return summarise(await runSteps(steps)) ? 0 : 1
  } finally {
    await database?.stop()
  }
}
