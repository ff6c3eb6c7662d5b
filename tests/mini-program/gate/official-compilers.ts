import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { BuildFiles } from '../bundle/build-files'

/** WeChat publishes its compilers as executables for three systems. */
const SYSTEMS: Partial<Record<NodeJS.Platform, readonly [folder: string, ending: string]>> = {
  linux: ['linux', ''], darwin: ['mac', ''], win32: ['windows', '.exe'],
}

function compilerPath(name: 'wcc' | 'wcsc'): string {
  const system = SYSTEMS[process.platform]
  if (!system) throw new Error(`WeChat has no ${name} for ${process.platform}`)
  const [folder, ending] = system
  const compilerPackage = createRequire(import.meta.url).resolve('miniprogram-compiler/package.json')
  const path = join(dirname(compilerPackage), 'bin', folder, name + ending)
  // npm does not keep the executable bit.
  chmodSync(path, 0o755)
  return path
}

function run(
  name: 'wcc' | 'wcsc', { folder, paths }: BuildFiles, ending: string, options: readonly string[],
): string[] {
  const files = paths.filter(path => path.endsWith(ending))
  const { status, stderr, stdout, error } = spawnSync(compilerPath(name), [...options, ...files], {
    cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024,
  })
  if (error) throw error
  if (status === 0 && stdout.length > 0) return []
  return `${stderr}${status === 0 ? 'no output' : ''}`.trim().split('\n')
}

/** Errors of `wcc` and `wcsc` (the compilers of DevTools, versions of 2020) for templates and style sheets. */
export const officialCompilers = (build: BuildFiles) => ({
  templates: run('wcc', build, '.wxml', ['-d']),
  styles: run('wcsc', build, '.wxss', ['-lc']),
})
