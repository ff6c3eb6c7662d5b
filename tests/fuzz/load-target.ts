import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import { build } from 'esbuild'
import { Coverage } from './coverage'
import { instrument } from './instrument'

export interface LoadedTarget {
  run: (input: Buffer) => void | Promise<void>
  coverage: Coverage
  literals: (number | string)[]
}

type Run = LoadedTarget['run']

/** Bundles a module of targets, instruments it and loads it. Each load has separate coverage. */
export async function loadTargets(path: string): Promise<Record<string, LoadedTarget>> {
  const { outputFiles: [bundle] } = await build({
    entryPoints: [path], bundle: true, write: false, platform: 'node', format: 'cjs', target: 'node20',
    logLevel: 'silent',
  })
  if (!bundle) throw new Error(`Nothing was built from ${path}`)
  const { code, literals } = instrument(bundle.text)
  const coverage = new Coverage()
  const module = { exports: {} as { TARGETS?: Record<string, Run> } }
  const load = compileFunction(code, ['require', 'module', 'exports', '__hit']) as (...args: unknown[]) => void
  load(createRequire(path), module, module.exports, coverage.hit)
  const targets = Object.entries(module.exports.TARGETS ?? {})
  return Object.fromEntries(targets.map(([name, run]) => [name, { run, coverage, literals }]))
}
