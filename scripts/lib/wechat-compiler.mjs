import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

const folder = 'tests/mini-program/gate/miniprogram-ci'
const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']

/** WeChat's own compiler and uploader: more packages than all of Kaike's together, and only for tests of the build. */
export const WECHAT_COMPILER = { folder, command: `npm ${args.join(' ')}` }

/** @param {string} path */
const versionIn = path => JSON.parse(readFileSync(path, 'utf8'))

/** Whether the version that the lockfile names is there. */
export function isWechatCompilerInstalled() {
  const installed = join(folder, 'node_modules/miniprogram-ci/package.json')
  const { dependencies } = versionIn(join(folder, 'package.json'))
  return existsSync(installed) && versionIn(installed).version === dependencies['miniprogram-ci']
}

/**
 * Installs it where it is missing.
 * @param {Parameters<typeof run>[2]} options
 * @returns {Promise<string | undefined>} what the user has to do, where we could not
 */
export async function ensureWechatCompiler(options) {
  if (isWechatCompilerInstalled()) return undefined
  console.log('Installing WeChat\'s miniprogram-ci (275 MB, in a folder of its own) …')
  await run('npm', args, options)
  return isWechatCompilerInstalled() ? undefined : `Missing: miniprogram-ci. Install it and run npm test again:\n  ${WECHAT_COMPILER.command}`
}
