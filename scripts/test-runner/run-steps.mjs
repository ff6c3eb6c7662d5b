import { ensureTools } from './install-tools.mjs'
import { installProblem } from '../lib/installed.mjs'
import { startPostgres } from './postgres.mjs'
import { schedule } from './schedule.mjs'
import { createScreen } from './screen.mjs'
import { TOOLS } from './tools.mjs'

/** Cores of CI and of the development machines; another number would change which steps run in parallel. */
const CORES = 2

/**
 * @typedef {import('./steps.mjs').Step} Step
 * @typedef {import('./steps.mjs').StepOptions} StepOptions
 * @typedef {{ name: string, beganMs: number, endedMs: number } & import('./steps.mjs').StepResult} Finished
 */

/** @param {string} text */
const heading = text => `\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}\n`

/** @param {number} ms */
const minutes = ms => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`

/**
 * The database for the tests: the one of TEST_DATABASE_URL, or a temporary cluster.
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
 * @param {Step} step
 * @param {readonly Finished[]} finished
 * @param {StepOptions} options
 * @returns {Promise<import('./steps.mjs').StepResult>}
 */
async function resultOf(step, finished, options) {
  const broken = step.needs?.find(name => finished.some(other => other.name === name && !other.ok))
  return broken ? { ok: false, problem: `not run: ${broken} failed` } : step.run(options)
}

/**
 * One line per step, the total time, and on the last line only the sum of steps and tests.
 * @param {readonly Finished[]} finished
 * @param {number} tookMs
 * @returns {{ text: string, ok: boolean }}
 */
export function summary(finished, tookMs) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  const beganMs = Math.min(...finished.map(step => step.beganMs))
  const rows = finished.map(step => {
    const { name, ok, problem, counts } = step
    sum[ok ? 'passed' : 'failed'] += 1
    sum.passed += counts?.passed ?? 0
    sum.failed += counts?.failed ?? 0
    sum.skipped += counts?.skipped ?? 0
    const tests = counts ? `  ${counts.passed + counts.failed} tests, ${counts.failed} failed` : ''
    const times = `${minutes(step.beganMs - beganMs).padStart(8)}${minutes(step.endedMs - step.beganMs).padStart(8)}`
    return `${ok ? '✓' : '✗'} ${name.padEnd(24)}${times}${tests}${problem ? `  ${problem}` : ''}`
  })
  const inTurnMs = finished.reduce((total, step) => total + step.endedMs - step.beganMs, 0)
  return {
    ok: sum.failed === 0,
    text: [
      `  ${'step'.padEnd(24)}${'from'.padStart(8)}${'took'.padStart(8)}`,
      ...rows,
      `  ${'all'.padEnd(32)}${minutes(tookMs).padStart(8)}  (one after another: ${minutes(inTurnMs)})`,
      '',
      `${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`,
    ].join('\n'),
  }
}

/**
 * Installs the tools of the steps, runs the steps in parallel, and prints the summary.
 * @param {readonly Step[]} steps
 * @param {{ limitMs: number, optionsFor?: (step: Step) => StepOptions }} options `limitMs`: for all steps together
 * @returns {Promise<number>} exit code
 */
export async function runSteps(steps, { limitMs, optionsFor = () => ({}) }) {
  const tools = [...new Set(steps.flatMap(step => step.tools ?? []))]
  const advice = installProblem() ?? await ensureTools(tools)
  if (advice) {
    console.error(advice)
    return 1
  }
  process.env.KAIKE_CHROMIUM ??= TOOLS.chromium.find()
  const database = await openDatabase(tools)
  const beganMs = Date.now()
  const screen = createScreen(text => process.stdout.write(text))
  try {
    const finished = await schedule(steps, async (step, /** @type {readonly Finished[]} */ before) => {
      const part = screen.open()
      part.write(heading(step.title))
      const stepBeganMs = Date.now()
      const timeoutMs = Math.max(1_000, beganMs + limitMs - stepBeganMs)
      const result = await resultOf(step, before, { ...optionsFor(step), timeoutMs, write: part.write })
      if (result.problem) part.write(`${result.problem}\n`)
      part.close()
      return { ...result, name: step.name, beganMs: stepBeganMs, endedMs: Date.now() }
    }, CORES)
    const { text, ok } = summary(finished, Date.now() - beganMs)
    console.log(`${heading('Summary')}${text}`)
    return ok ? 0 : 1
  } finally {
    await database?.stop()
  }
}
