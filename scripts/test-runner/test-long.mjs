import { LONG_STEPS } from './long-steps.mjs'
import { endChildrenWithUs } from '../lib/run.mjs'
import { runSteps } from './run-steps.mjs'
import { chooseSteps } from './steps.mjs'

/** Twice the duration on two quiet cores. */
const TOTAL_LIMIT_MS = 4 * 60 * 60_000

/**
 * `npm run test:long`: the tests of a release besides `npm test`.
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function longRun([flag, names, ...rest]) {
  endChildrenWithUs()
  if (flag !== undefined && (flag !== '--only' || !names || rest.length > 0)) {
    throw new Error('Usage: npm run test:long [-- --only STEP[,STEP…]]')
  }
  return runSteps(chooseSteps(LONG_STEPS, names?.split(',') ?? []), { limitMs: TOTAL_LIMIT_MS })
}
