import { installProblem } from '../lib/installed.mjs'
import { run } from '../lib/run.mjs'

const folder = 'tests/mini-program/gate/miniprogram-ci'
/** What is optional is SWC's program, 29 MB, which compiles nothing unless the project asks for it. */
const args = ['ci', '--prefix', folder, '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund']

/** WeChat's own compiler and uploader: more packages than all of Kaike's together, and only for tests of the build. */
export const WECHAT_COMPILER = { folder, command: `npm ${args.join(' ')}` }

/** Whether it is there as its lockfile says, with all of its packages: npm may have been stopped halfway. */
export const isWechatCompilerInstalled = () => installProblem(folder) === undefined

/**
 * Installs it where it is missing.
 * @param {Parameters<typeof run>[2]} options
 * @returns {Promise<string | undefined>} what the user has to do, where we could not
 */
export async function ensureWechatCompiler(options) {
  if (isWechatCompilerInstalled()) return undefined
  const text = 'Installing WeChat\'s miniprogram-ci (246 MB, in a folder of its own) …\n'
  if (options?.write) options.write(text)
  else process.stdout.write(text)
  await run('npm', args, options)
  return isWechatCompilerInstalled() ? undefined : `Missing: miniprogram-ci. Install it and run npm test again:\n  ${WECHAT_COMPILER.command}`
}
