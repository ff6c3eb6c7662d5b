import { installProblem } from '../lib/installed.mjs'
import { run } from '../lib/run.mjs'

const folder = 'tests/mini-program/gate/miniprogram-ci'
/** The optional package is SWC's binary, 29 MB, which is unused unless the project enables it. */
const args = ['ci', '--prefix', folder, '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund']

/** WeChat's compiler and uploader. It has more packages than Kaike itself and is used only by tests of the build. */
export const WECHAT_COMPILER = { folder, command: `npm ${args.join(' ')}` }

/** Whether all of its packages match its lockfile: an installation by npm may have been interrupted. */
export const isWechatCompilerInstalled = () => installProblem(folder) === undefined

/**
 * Installs the compiler if it is missing.
 * @param {Parameters<typeof run>[2]} options
 * @returns {Promise<string | undefined>} advice for the user if the installation has failed
 */
export async function ensureWechatCompiler(options) {
  if (isWechatCompilerInstalled()) return undefined
  const text = 'Installing WeChat\'s miniprogram-ci (246 MB, in a folder of its own) …\n'
  if (options?.write) options.write(text)
  else process.stdout.write(text)
  await run('npm', args, options)
  if (isWechatCompilerInstalled()) return undefined
  return `Missing: miniprogram-ci. Install it and run npm test again:\n  ${WECHAT_COMPILER.command}`
}
