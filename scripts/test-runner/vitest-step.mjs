import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runBin } from '../lib/run.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} file the report of Vitest's JSON reporter
 * @returns {Counts} all zero if Vitest has written no report
 */
function readCounts(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(file, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

/**
 * Runs projects of vitest.config.ts and counts their tests.
 * @param {string[]} projects
 * @param {Parameters<typeof runBin>[2] & { filters?: readonly string[], related?: readonly string[] }} options
 *   `filters`: parts of the paths of test files; `related`: run only the tests that import these files
 */
export async function runVitest(projects, { filters = [], related, ...options }) {
  const folder = mkdtempSync(join(tmpdir(), 'kaike-vitest-'))
  const file = join(folder, 'report.json')
  try {
    const result = await runBin('vitest', [
      ...related ? ['related', '--run', '--passWithNoTests', ...related] : ['run', ...filters],
      ...projects.flatMap(project => ['--project', project]),
      '--reporter=default', '--reporter=json', `--outputFile.json=${file}`,
    ], options)
    return { ...result, counts: readCounts(file) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
