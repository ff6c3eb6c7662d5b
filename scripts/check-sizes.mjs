import { fileURLToPath } from 'node:url'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes. WeChat's own limits are 2 MB a package and 20 MB in all; ours keep the first start short on a phone. */
const MAIN_LIMIT = 420_000
const OTHER_LIMIT = 1_000_000
const TOTAL_LIMIT = 4_000_000

const MINI_PROGRAM = 'dist/build/mp-weixin'

/**
 * @param {string} folder
 * @returns {string[]} paths of all files in it
 */
const filesIn = folder => readdirSync(folder, { withFileTypes: true })
  .flatMap(entry => entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)])

/**
 * Bytes of the main package and of every subpackage of a mini-program.
 * @param {string} folder where its `app.json` lies
 * @returns {Map<string, number>} by root; the main package's is empty
 */
export function packageSizes(folder) {
  /** @type {{ subPackages?: { root: string }[] }} */
  const { subPackages = [] } = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
  const roots = subPackages.map(({ root }) => root.replace(/\/$/, ''))
  const sizes = new Map(['', ...roots].map(root => [root, 0]))
  for (const file of filesIn(folder)) {
    const root = roots.find(candidate => file.startsWith(join(folder, candidate, '/'))) ?? ''
    sizes.set(root, (sizes.get(root) ?? 0) + statSync(file).size)
  }
  return sizes
}

/**
 * @param {Map<string, number>} sizes
 * @returns {{ name: string, bytes: number, limit: number }[]} one row a package and one for all
 */
export function budgetRows(sizes) {
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
  return [
    ...[...sizes].map(([root, bytes]) => root === ''
      ? { name: 'main package', bytes, limit: MAIN_LIMIT }
      : { name: root, bytes, limit: OTHER_LIMIT }),
    { name: 'all packages', bytes: total, limit: TOTAL_LIMIT },
  ]
}

/** @param {number} bytes */
const kb = bytes => `${(bytes / 1000).toFixed(1)} KB`

function main() {
  const rows = budgetRows(packageSizes(MINI_PROGRAM))
  console.log(`${'package'.padEnd(20)}${'size'.padStart(12)}${'limit'.padStart(12)}${'used'.padStart(7)}`)
  for (const { name, bytes, limit } of rows) {
    const remark = bytes >= limit ? '  over the limit' : ''
    console.log(`${name.padEnd(20)}${kb(bytes).padStart(12)}${kb(limit).padStart(12)}${`${Math.round(100 * bytes / limit)} %`.padStart(7)}${remark}`)
  }
  process.exitCode = rows.some(({ bytes, limit }) => bytes >= limit) ? 1 : 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
