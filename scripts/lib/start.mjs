import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BUILDS } from './builds.mjs'
import { isOutdated } from './freshness.mjs'
import { installProblem } from './installed.mjs'
import { endChildrenWithUs } from './run.mjs'

/** @typedef {import('./builds.mjs').Build} Build */

/**
 * Makes the builds that are missing or older than their sources, and prints each.
 * @param {Build[]} builds
 * @returns {Promise<boolean>} false if one has failed, after printing its output
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
 * `npm start`: builds the browser's pages and the server if needed, then runs the server in this process, which keeps
 * its signals and exit code.
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
