import { existsSync, readFileSync } from 'node:fs'

const ADVICE = 'Run `npm ci` first.'

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }>}
 */
const readPackages = file => JSON.parse(readFileSync(file, 'utf8')).packages

/**
 * One line if `node_modules` is missing or differs from `package-lock.json`, or undefined.
 * @param {string} [root] the repository's folder
 * @returns {string | undefined}
 */
export function installProblem(root = '.') {
  const installedLock = `${root}/node_modules/.package-lock.json`
  if (!existsSync(installedLock)) return `The packages are not installed. ${ADVICE}`
  const installed = readPackages(installedLock)
  const isStale = Object.entries(readPackages(`${root}/package-lock.json`)).some(([path, locked]) => {
    const isNeeded = path !== '' && !locked.optional && !locked.peer
    return isNeeded && installed[path]?.version !== locked.version
  })
  return isStale ? `The installed packages are not those of package-lock.json. ${ADVICE}` : undefined
}
