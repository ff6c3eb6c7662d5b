import { BUILDS, removeOutput, warningsIn } from '../lib/builds.mjs'
import { isOutdated } from '../lib/freshness.mjs'
import { run, runBin } from '../lib/run.mjs'
import { runVitest } from './vitest-step.mjs'
import { ensureWechatCompiler } from './wechat-compiler.mjs'

/**
 * @typedef {object} StepOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]
 * @property {(text: string) => void} [write]  receives the output
 * @property {readonly string[]} [related]  run only the tests that these files can affect
 * @property {boolean} [isDaily]  whether cached results of earlier runs may be used
 *
 * @typedef {object} StepResult
 * @property {boolean} ok
 * @property {string} [problem]  one line, if the output does not contain it
 * @property {import('./vitest-step.mjs').Counts} [counts]  numbers of tests
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {readonly import('./tools.mjs').ToolName[]} [tools]  programs besides Node
 * @property {readonly string[]} [needs]  steps that must succeed before this one
 * @property {number} [cores]  number of busy cores, 1 by default; 2 also if another step would disturb this one
 * @property {() => boolean} [isDone]  whether nothing has changed since the last run
 * @property {(options: StepOptions) => Promise<StepResult>} run
 */

/**
 * @param {{ status: number, timedOut: boolean }} result
 * @returns {StepResult}
 */
export const outcome = ({ status, timedOut }) => ({
  ok: status === 0,
  problem: timedOut ? 'stopped: the time is used up' : undefined,
})

/**
 * Runs commands of `node_modules` in order, also after a failure.
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
 * Makes a build in an empty folder; a warning is a failure.
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
 * Chooses steps by name or by the part of the name before the colon.
 * @param {readonly Step[]} steps
 * @param {readonly string[]} names  an empty list chooses all steps
 * @returns {readonly Step[]}
 * @throws {Error} if a name matches no step
 */
export function chooseSteps(steps, names) {
  const matches = (/** @type {Step} */ step, /** @type {string} */ name) =>
    step.name === name || step.name.startsWith(`${name}:`)
  const unknown = names.find(name => !steps.some(step => matches(step, name)))
  if (unknown !== undefined) {
    throw new Error(`No step is named ${unknown}; there are ${steps.map(step => step.name).join(', ')}`)
  }
  return names.length === 0 ? steps : steps.filter(step => names.some(name => matches(step, name)))
}
