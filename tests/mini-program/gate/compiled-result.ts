import { fork } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { WECHAT_COMPILER, isWechatCompilerInstalled } from '../../../scripts/test-runner/wechat-compiler.mjs'

/** A run takes about 12 s. */
const TIME_LIMIT_MS = 90_000

/**
 * Compiles a build offline with WeChat's uploader, `miniprogram-ci`. Writes the upload into the folder `output`.
 * Resolves with the uploader's error, which names the file, or with undefined when the uploader accepts the build.
 */
export async function compileForUpload(build: string, output: string): Promise<string | undefined> {
  if (!isWechatCompilerInstalled()) throw new Error(`miniprogram-ci is missing: ${WECHAT_COMPILER.command}`)
  const child = fork(resolve(WECHAT_COMPILER.folder, 'compile.cjs'), [build, output], {
    silent: true,
    timeout: TIME_LIMIT_MS,
    // The uploader creates an empty folder, named after the build's path, in its working directory.
    cwd: dirname(output),
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => { printed += text.toString() })
  }
  return new Promise((done, fail) => {
    child.once('message', ({ problem }: { problem?: string }) => { done(problem) })
    child.once('exit', () => { fail(new Error(`miniprogram-ci ended without a word:\n${printed}`)) })
  })
}
