import { runBin } from '../lib/run.mjs'
import { buildStep, outcome, program, vitest, withWechatCompiler } from './steps.mjs'

/** The oldest supported base library, one in between, and the one of `npm test`. */
const BASE_LIBRARIES = ['2.10.3', '2.25.0', '3.10.0']
/** Per target; the fuzzer has five targets, which take ten minutes. */
const FUZZ_SECONDS_PER_TARGET = '120'
const JOURNEYS = ['tests/mini-program/journeys']

/**
 * Names of the targets that a bench has missed, from the JSON on the last line of its output.
 * @param {string} output
 * @returns {string[]}
 * @throws {Error} if the last line is not JSON
 */
export function missedTargets(output) {
  /** @type {{ targets: { name: string, met: boolean }[] }} */
  const { targets } = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '')
  return targets.filter(({ met }) => !met).map(({ name }) => name)
}

/** @type {import('./steps.mjs').Step['run']} */
async function soak(options) {
  const result = await runBin('tsx', ['tests/faults/soak/relay.ts', '--minutes', '30', '--json'], options)
  if (result.status !== 0) return outcome(result)
  const missed = missedTargets(result.output)
  return { ok: missed.length === 0, problem: missed.length === 0 ? undefined : `missed: ${missed.join(', ')}` }
}

/** @type {readonly import('./steps.mjs').Step[]} */
export const LONG_STEPS = [
  buildStep('mp-weixin'),
  buildStep('server'),
  {
    name: 'mutate:mini-program',
    title: 'The mini-program\'s build, broken on purpose',
    tools: ['chromium', 'ffmpeg', 'font'],
    needs: ['build:mp-weixin', 'build:server'],
    run: withWechatCompiler(program('tests/faults/mutations/run.ts', '--suite', 'mini-program')),
  },
  ...BASE_LIBRARIES.map(version => ({
    name: `mini-program:${version}`,
    title: `Journeys with the mini-program on base library ${version}`,
    tools: /** @type {const} */ (['chromium', 'ffmpeg', 'font']),
    needs: ['build:mp-weixin', 'build:server'],
    run: (/** @type {import('./steps.mjs').StepOptions} */ options) =>
      vitest(['mini-program'], JOURNEYS)({ ...options, env: { KAIKE_BASE_LIBRARY: version } }),
  })),
  {
    name: 'fuzz',
    title: 'The relay\'s readers against a fuzzer, ten minutes',
    run: program('tests/fuzz/relay.ts', '--seconds', FUZZ_SECONDS_PER_TARGET),
  },
  {
    name: 'mutate:live-core',
    title: 'The live core, broken on purpose',
    // It runs two mutants at a time.
    cores: 2,
    run: program('tests/faults/mutations/run.ts'),
  },
  {
    name: 'soak',
    title: 'The relay\'s soak, thirty minutes',
    // One core for the server and one for its load, so that the load causes no stall.
    cores: 2,
    run: soak,
  },
]
