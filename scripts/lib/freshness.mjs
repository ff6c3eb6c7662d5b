import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const IGNORED = /\.(test\.ts|md)$/

/**
 * @param {string} path a file or folder; links are followed
 * @returns {number} time of the newest change in it, Unix time in ms; 0 if there is no file
 */
function newestChangeMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats || IGNORED.test(path)) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  // The time of the folder itself changes when a file is removed.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChangeMs(join(path, name))), stats.mtimeMs)
}

/**
 * Whether `output` is missing or older than one of its sources; tests and documents beside them do not count.
 * @param {string} output
 * @param {string[]} sources files and folders
 */
export function isOutdated(output, sources) {
  const built = statSync(output, { throwIfNoEntry: false })
  return !built || sources.some(source => newestChangeMs(source) > built.mtimeMs)
}
