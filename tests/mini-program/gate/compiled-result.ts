import { fork } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { WECHAT_COMPILER, isWechatCompilerInstalled } from '../../../scripts/test-runner/wechat-compiler.mjs'

/** It takes twelve seconds. */
const TIME_LIMIT_MS = 90_000

/**
 * Compiles a build with WeChat's uploader, `miniprogram-ci`, offline. What would be uploaded is written into the folder
 * `output`. Resolves with what the uploader says against the build, naming the file; undefined when it takes it.
 */
export async function compileForUpload(build: string, output: string): Promise<string | undefined> {
  if (!isWechatCompilerInstalled()) throw new Error(`miniprogram-ci is missing: ${WECHAT_COMPILER.command}`)
  const child = fork(resolve(WECHAT_COMPILER.folder, 'compile.cjs'), [build, output], {
    silent: true,
    timeout: TIME_LIMIT_MS,
    // It makes an empty folder, named after the build's path, wherever it stands.
    cwd: dirname(output),
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { printed += text.toString() })
  return new Promise((done, fail) => {
    child.once('message', ({ problem }: { problem?: string }) => { done(problem) })
    child.once('exit', () => { fail(new Error(`miniprogram-ci ended without a word:\n${printed}`)) })
  })
}
