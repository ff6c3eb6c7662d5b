// This file uses old syntax only, so that an old Node can run it and print the error.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/**
 * One line if Node is too old, or undefined.
 * @param {string} version e.g. `18.19.0`
 * @param {string} range   `>=MAJOR.MINOR`
 * @returns {string | undefined}
 */
export function nodeProblem(version, range) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = range.replace('>=', '').split('.').map(Number)
  const isEnough = major > neededMajor || (major === neededMajor && minor >= neededMinor)
  if (isEnough) return undefined
  return 'Kaike needs Node ' + range + ', this is ' + version + '. Install a newer one from your system or nodejs.org.'
}

/** Ends the process with one line when Node is too old. */
export function requireNode() {
  const problem = nodeProblem(process.versions.node, engines.node)
  if (!problem) return
  console.error(problem)
  process.exit(1)
}
