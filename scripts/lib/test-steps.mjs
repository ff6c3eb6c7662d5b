import { BUILDS, removeOutput, warningsIn } from './builds.mjs'
import { run, runBin } from './run.mjs'
import { runVitest } from './vitest-step.mjs'
import { ensureWechatCompiler } from './wechat-compiler.mjs'

/**
 * @typedef {{ env?: NodeJS.ProcessEnv, timeoutMs?: number }} StepOptions
 * @typedef {object} StepResult
 * @property {boolean} ok
 * @property {string} [problem]  one line, where the output does not say it
 * @property {import('./vitest-step.mjs').Counts} [counts]  of the tests that the step ran
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {readonly import('./tools.mjs').ToolName[]} [tools]  what it runs beside Node
 * @property {readonly string[]} [needs]  steps without whose success this one says nothing
 * @property {boolean} [beside]  runs at the same time as the step before it: each keeps one core busy
 * @property {(options: StepOptions) => Promise<StepResult>} run
 */

/** @param {{ status: number, timedOut: boolean }} result */
const outcome = ({ status, timedOut }) => ({ ok: status === 0, problem: timedOut ? 'stopped: the time is used up' : undefined })

/** @param {string[][]} commands run in order, all of them */
const all = (...commands) => async (/** @type {StepOptions} */ options) => {
  const results = []
  for (const [name = '', ...args] of commands) results.push(outcome(await runBin(name, args, options)))
  return results.find(({ ok }) => !ok) ?? { ok: true }
}

/** @param {string[]} projects */
const vitest = (...projects) => async (/** @type {StepOptions} */ options) => {
  const result = await runVitest(projects, options)
  return { ...outcome(result), counts: result.counts }
}

/**
 * Builds from nothing; a warning is a failure.
 * @param {keyof typeof BUILDS} name
 * @returns {Step}
 */
function buildStep(name) {
  const build = BUILDS[name]
  return {
    name: `build:${name}`,
    title: `Build the ${build.title}`,
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

/** @type {readonly Step[]} */
export const STEPS = [
  { name: 'lint', title: 'Lint', run: all(['eslint', '--max-warnings', '0', '.']) },
  {
    name: 'typecheck',
    title: 'Types',
    beside: true,
    run: all(
      ['vue-tsc', '--noEmit', '-p', 'tsconfig.json'],
      ['tsc', '--noEmit', '-p', 'tsconfig.server.json'],
      ['tsc', '--noEmit', '-p', 'tests/tsconfig.json'],
    ),
  },
  { name: 'unit', title: 'Unit and integration tests', tools: ['ffmpeg', 'gstreamer', 'rtmpdump', 'postgres'], run: vitest('client', 'server') },
  buildStep('h5'),
  buildStep('mp-weixin'),
  buildStep('server'),
  {
    name: 'sizes',
    title: 'Sizes of the mini-program',
    needs: ['build:mp-weixin'],
    run: async options => outcome(await run(process.execPath, ['scripts/check-sizes.mjs'], options)),
  },
  {
    name: 'mini-program',
    title: 'The mini-program, executed',
    tools: ['chromium', 'ffmpeg', 'font'],
    needs: ['build:mp-weixin', 'build:server'],
    async run(options) {
      const problem = await ensureWechatCompiler(options)
      return problem ? { ok: false, problem } : vitest('mini-program')(options)
    },
  },
  {
    name: 'e2e',
    title: 'Builds and whole classes in a browser',
    tools: ['chromium', 'ffmpeg', 'postgres', 'font'],
    needs: ['build:h5', 'build:mp-weixin', 'build:server'],
    run: vitest('e2e'),
  },
  {
    name: 'browsers',
    title: 'Whole classes in Firefox and WebKit',
    tools: ['firefox', 'webkit', 'xvfb', 'pulseaudio', 'chromium', 'ffmpeg'],
    needs: ['build:h5', 'build:server'],
    async run(options) {
      if (process.platform !== 'linux') console.log('WebKitGTK is for Linux only: Firefox alone is tested here.')
      return vitest('browsers')(options)
    },
  },
]

/**
 * Steps that `names` choose: their own names, or `build` for all builds.
 * @param {readonly string[]} names
 * @returns {readonly Step[]}
 * @throws {Error} naming what is no step
 */
export function chooseSteps(names) {
  const matches = (/** @type {Step} */ step, /** @type {string} */ name) => step.name === name || step.name.startsWith(`${name}:`)
  const unknown = names.find(name => !STEPS.some(step => matches(step, name)))
  if (unknown !== undefined) throw new Error(`No step is named ${unknown}; there are ${STEPS.map(step => step.name).join(', ')}`)
  return names.length === 0 ? STEPS : STEPS.filter(step => names.some(name => matches(step, name)))
}

/**
 * Steps that run at the same time, in order.
 * @param {readonly Step[]} steps
 * @returns {Step[][]}
 */
export function groupsOf(steps) {
  /** @type {Step[][]} */
  const groups = []
  for (const step of steps) {
    const before = groups.at(-1)
    if (step.beside && before) before.push(step)
    else groups.push([step])
  }
  return groups
}
