import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runBin } from './run.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string} file what Vitest's JSON reporter wrote
 * @returns {Counts} all zero when Vitest ended before it wrote anything
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
 * @param {Parameters<typeof runBin>[2]} options
 */
export async function runVitest(projects, options) {
  const folder = mkdtempSync(join(tmpdir(), 'kaike-vitest-'))
  const file = join(folder, 'report.json')
  try {
    const result = await runBin('vitest', [
      'run', ...projects.flatMap(project => ['--project', project]),
      '--reporter=default', '--reporter=json', `--outputFile.json=${file}`,
    ], options)
    return { ...result, counts: readCounts(file) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
