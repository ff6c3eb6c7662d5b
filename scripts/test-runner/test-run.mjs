import { changedFiles } from './changed-files.mjs'
import { planFor, stepsOf } from './changed.mjs'
import { endChildrenWithUs } from '../lib/run.mjs'
import { runSteps } from './run-steps.mjs'
import { chooseSteps } from './steps.mjs'
import { STEPS } from './test-steps.mjs'

/** All steps together; .ci/run has a few minutes more for installing. */
const TOTAL_LIMIT_MS = 21 * 60_000

const USAGE = 'Usage: npm test [-- [--only STEP[,STEP…]] [--changed [REF]]]'

/**
 * @param {readonly string[]} args
 * @returns {{ only: string[], changedSince?: string }}
 * @throws {Error} telling how it is used
 */
export function readArguments(args) {
  /** @type {{ only: string[], changedSince?: string }} */
  const given = { only: [] }
  const rest = [...args]
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    const isValue = rest[0] !== undefined && !rest[0].startsWith('--')
    if (flag === '--only' && isValue) given.only = (rest.shift() ?? '').split(',')
    else if (flag === '--changed') given.changedSince = isValue ? rest.shift() : 'HEAD'
    else throw new Error(USAGE)
  }
  return given
}

/**
 * `npm test`: all that CI runs, or a part of it.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function testRun(args) {
  endChildrenWithUs()
  const { only, changedSince } = readArguments(args)
  const chosen = chooseSteps(STEPS, only)
  if (changedSince === undefined) return runSteps(chosen, { limitMs: TOTAL_LIMIT_MS })

  if (process.env.CI) throw new Error('--changed is for daily work: CI runs every step.')
  const files = changedFiles(changedSince)
  const plan = planFor(files)
  const steps = stepsOf(chosen, plan)
  if (steps.length === 0) {
    console.log(`${files.length === 0 ? 'Nothing has' : 'Nothing that a test can notice has'} changed since ${changedSince}.\n\n0 passed, 0 failed`)
    return 0
  }
  console.log(`${files.length} files have changed since ${changedSince}; steps that this can affect: ${steps.map(({ name }) => name).join(', ')}`)
  return runSteps(steps, {
    limitMs: TOTAL_LIMIT_MS,
    optionsFor: ({ name }) => ({ isDaily: true, related: plan.get(name)?.related }),
  })
}
