import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BUILDS } from './builds.mjs'
import { isOutdated } from './freshness.mjs'
import { installProblem } from './installed.mjs'
import { endChildrenWithUs } from './run.mjs'

/** @typedef {import('./builds.mjs').Build} Build */

/**
 * Builds what is missing or older than its sources, and says so.
 * @param {Build[]} builds
 * @returns {Promise<boolean>} false when one failed; its output has been printed
 */
async function bringUpToDate(builds) {
  const outdated = builds.filter(({ entry, sources }) => isOutdated(entry, sources))
  for (const [index, { title, make }] of outdated.entries()) {
    const began = Date.now()
    process.stdout.write(`[${index + 1}/${outdated.length}] Building the ${title} … `)
    const { status, output } = await make({ quiet: true })
    console.log(status === 0 ? `${((Date.now() - began) / 1000).toFixed(1)} s` : `failed\n${output}`)
    if (status !== 0) return false
  }
  return true
}

/**
 * `npm start`: the browser's pages and the server are built where needed, then the server takes this process over,
 * with its signals and its exit code.
 */
export async function start() {
  const problem = installProblem()
  if (problem) {
    console.error(problem)
    process.exit(1)
  }
  const leaveSignals = endChildrenWithUs()
  if (!(await bringUpToDate([BUILDS.h5, BUILDS.server]))) process.exit(1)
  leaveSignals()
  process.env.NODE_ENV ??= 'production'
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(resolve(BUILDS.server.entry)).href)
}
