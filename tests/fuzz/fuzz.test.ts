import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Fuzzer } from './fuzzer'
import { loadTargets } from './load-target'
import { seedsOf } from './seeds'
import type { TargetName } from './seeds'

/** Enough for each target's whole corpus and some thousand mutations of it, in seconds. */
const EXECUTIONS: Record<TargetName, number> = {
  handshake: 1_000, chunks: 2_000, amf: 4_000, flv: 1_500, session: 800,
}

const load = async (file: string, name: string) => {
  const target = (await loadTargets(join(import.meta.dirname, file)))[name]
  if (!target) throw new Error(`${file} has no target ${name}`)
  return target
}

describe('a bounded run of the fuzzer finds nothing in', () => {
  test.each(Object.entries(EXECUTIONS))('%s', async (name, executions) => {
    const target = await load('targets.ts', name)
    const seeds = await seedsOf(name as TargetName)
    const result = await new Fuzzer(target, { executions: seeds.length + executions, seed: 1 }).run(seeds)
    expect(result.finding).toBeUndefined()
    expect(result.executions).toBeGreaterThanOrEqual(executions)
    expect(result.edges).toBeGreaterThan(50)
  }, 180_000)
})

describe('the fuzzer', () => {
  test('follows the branches to a bug behind four bytes that random inputs do not reach', async () => {
    const target = await load('planted-bugs.ts', 'fourBytes')
    const { finding } = await new Fuzzer(target, { executions: 200_000, seed: 1 }).run([])
    expect(String(finding?.error)).toContain('the planted bug')
    expect(finding?.input.subarray(0, 4)).toEqual(Buffer.of(0x21, 0xC4, 0x9E, 0x07))
  }, 180_000)

  test('reports an input that blocks the process', async () => {
    const target = await load('planted-bugs.ts', 'slow')
    const { finding } = await new Fuzzer(target, { executions: 10_000, seed: 1 }).run([])
    expect(String(finding?.error)).toContain('held up the process')
  }, 180_000)

  test('repeats the same run for the same seed', async () => {
    const corpus = async () => {
      const fuzzer = new Fuzzer(await load('targets.ts', 'amf'), { executions: 500, seed: 3 })
      return (await fuzzer.run([])).corpus
    }
    expect(await corpus()).toEqual(await corpus())
  })
})
