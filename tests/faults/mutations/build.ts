import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Mutant } from './mutants'

const UNI = createRequire(import.meta.url).resolve('@dcloudio/vite-plugin-uni/bin/uni.js')
const CONFIG = resolve('tests/faults/mutations/mini-program.vite.ts')

export const runToEnd = (
  script: string, args: readonly string[], env: NodeJS.ProcessEnv, timeoutMs: number,
): Promise<boolean> => new Promise(done => {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: 'ignore', timeout: timeoutMs, env: { ...process.env, ...env },
  })
  child.on('exit', status => done(status === 0))
})

/**
 * Builds the mini-program with `mutant` in it and passes the build to `use`.
 * A mutant that does not build proves nothing.
 * @throws {Error} if the build fails
 */
export async function withBuild<T>(
  mutant: Mutant | undefined, use: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const folder = join(tmpdir(), `kaike-mutant-${process.pid}`)
  try {
    const env = {
      UNI_OUTPUT_DIR: folder, NODE_ENV: 'production', ...(mutant && { KAIKE_MUTANT: JSON.stringify(mutant) }),
    }
    const isBuilt = await runToEnd(UNI, ['build', '-p', 'mp-weixin', '-c', CONFIG], env, 180_000)
    if (!isBuilt) throw new Error(`${mutant?.name ?? 'The unbroken code'} does not build`)
    return await use({ KAIKE_MINI_PROGRAM_BUILD: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
