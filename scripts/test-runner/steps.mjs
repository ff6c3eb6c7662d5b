import { BUILDS, removeOutput, warningsIn } from '../lib/builds.mjs'
import { isOutdated } from '../lib/freshness.mjs'
import { run, runBin } from '../lib/run.mjs'
import { runVitest } from './vitest-step.mjs'
import { ensureWechatCompiler } from './wechat-compiler.mjs'

/**
 * @typedef {object} StepOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]
 * @property {(text: string) => void} [write]  where its output goes
 * @property {readonly string[]} [related]  the tests that these files can affect, and no others
 * @property {boolean} [isDaily]  results of earlier runs may be used again
 *
 * @typedef {object} StepResult
 * @property {boolean} ok
 * @property {string} [problem]  one line, where the output does not say it
 * @property {import('./vitest-step.mjs').Counts} [counts]  of the tests that the step ran
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {readonly import('./tools.mjs').ToolName[]} [tools]  what it runs beside Node
 * @property {readonly string[]} [needs]  steps without whose success this one says nothing
 * @property {number} [cores]  cores that it keeps busy, 1 by default; 2 also where something else would disturb it
 * @property {() => boolean} [isDone]  whether nothing has changed since it was last run
 * @property {(options: StepOptions) => Promise<StepResult>} run
 */

/**
 * @param {{ status: number, timedOut: boolean }} result
 * @returns {StepResult}
 */
export const outcome = ({ status, timedOut }) => ({ ok: status === 0, problem: timedOut ? 'stopped: the time is used up' : undefined })

/**
 * Runs commands of `node_modules` in order, all of them.
 * @param {(options: StepOptions) => string[][]} commands
 * @returns {Step['run']}
 */
export const binaries = commands => async options => {
  const results = []
  for (const [name = '', ...args] of commands(options)) results.push(outcome(await runBin(name, args, options)))
  return results.find(({ ok }) => !ok) ?? { ok: true }
}

/**
 * Runs a TypeScript program with tsx.
 * @param {string} file
 * @param {...string} args
 */
export const program = (file, ...args) => binaries(() => [['tsx', file, ...args]])

/**
 * Runs projects of vitest.config.ts.
 * @param {string[]} projects
 * @param {string[]} [filters]  only files whose path contains one of these
 * @returns {Step['run']}
 */
export const vitest = (projects, filters = []) => async options => {
  const result = await runVitest(projects, { ...options, filters })
  return { ...outcome(result), counts: result.counts }
}

/**
 * Builds from nothing; a warning is a failure.
 * @param {keyof typeof BUILDS} name
 * @returns {Step}
 */
export function buildStep(name) {
  const build = BUILDS[name]
  return {
    name: `build:${name}`,
    title: `Build the ${build.title}`,
    isDone: () => !isOutdated(build.entry, build.sources),
    async run(options) {
      removeOutput(build)
      const result = await build.make(options)
      const warnings = warningsIn(result.output)
      return result.status === 0 && warnings.length > 0
        ? { ok: false, problem: `the build warns: ${warnings[0]?.trim()}` }
        : outcome(result)
    },
  }
}

/**
 * Runs `step` once WeChat's compiler is installed.
 * @param {Step['run']} step
 * @returns {Step['run']}
 */
export const withWechatCompiler = step => async options => {
  const problem = await ensureWechatCompiler(options)
  return problem ? { ok: false, problem } : step(options)
}

/**
 * @param {string} script
 * @returns {Step['run']}
 */
export const nodeScript = script => async options => outcome(await run(process.execPath, [script], options))

/**
 * Steps that `names` choose: their own names, or the part before the colon.
 * @param {readonly Step[]} steps
 * @param {readonly string[]} names  none chooses all
 * @returns {readonly Step[]}
 * @throws {Error} naming what is no step
 */
export function chooseSteps(steps, names) {
  const matches = (/** @type {Step} */ step, /** @type {string} */ name) => step.name === name || step.name.startsWith(`${name}:`)
  const unknown = names.find(name => !steps.some(step => matches(step, name)))
  if (unknown !== undefined) throw new Error(`No step is named ${unknown}; there are ${steps.map(step => step.name).join(', ')}`)
  return names.length === 0 ? steps : steps.filter(step => names.some(name => matches(step, name)))
}
