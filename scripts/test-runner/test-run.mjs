import { changedFiles } from './changed-files.mjs'
import { planFor, stepsOf } from './changed.mjs'
import { endChildrenWithUs } from '../lib/run.mjs'
import { runSteps } from './run-steps.mjs'
import { chooseSteps } from './steps.mjs'
import { STEPS } from './test-steps.mjs'

/** Limit for all steps together; .ci/run adds a few minutes for the installation. */
const TOTAL_LIMIT_MS = 21 * 60_000

const USAGE = 'Usage: npm test [-- [--only STEP[,STEP…]] [--changed [REF]]]'

/**
 * @param {readonly string[]} args
 * @returns {{ only: string[], changedSince?: string }}
 * @throws {Error} the usage
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
 * `npm test`: all steps of CI, or a part of them.
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
    const nothing = files.length === 0 ? 'Nothing' : 'Nothing that affects a test'
    console.log(`${nothing} has changed since ${changedSince}.\n\n0 passed, 0 failed`)
    return 0
  }
  const names = steps.map(({ name }) => name).join(', ')
  console.log(`${files.length} files have changed since ${changedSince}; affected steps: ${names}`)
  return runSteps(steps, {
    limitMs: TOTAL_LIMIT_MS,
    optionsFor: ({ name }) => ({ isDaily: true, related: plan.get(name)?.related }),
  })
}
