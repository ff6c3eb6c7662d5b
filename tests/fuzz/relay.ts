/**
 * `npm run fuzz:relay -- [--target chunks] [--seconds 60] [--seed 1] [--keep]`: mutates valid input of peers until a
 * target fails. A finding is written to tests/output/fuzz/ and ends the run with status 1. `--keep` writes the inputs
 * that added coverage to the corpus.
 */
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Fuzzer } from './fuzzer'
import { loadTargets } from './load-target'
import { corpusPath, seedsOf } from './seeds'
import type { LoadedTarget } from './load-target'
import type { TargetName } from './seeds'

const TARGETS_PATH = join(import.meta.dirname, 'targets.ts')
const FINDINGS = join(import.meta.dirname, '../output/fuzz')
/** Longer inputs add little coverage, and the corpus is part of every clone. */
const MAX_KEPT_BYTES = 512
const MAX_KEPT = 150

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
    keep: { type: 'boolean', default: false },
  },
})

const nameOf = (input: Buffer): string => createHash('sha256').update(input).digest('hex').slice(0, 12)

async function load(target: TargetName): Promise<LoadedTarget> {
  const loaded = (await loadTargets(TARGETS_PATH))[target]
  if (!loaded) throw new Error(`There is no target ${target}`)
  return loaded
}

/** Replays the shortest inputs first: an input that then adds no coverage is dropped. */
async function keep(target: TargetName, corpus: readonly Buffer[]): Promise<void> {
  const byLength = [...corpus].filter(({ length }) => length <= MAX_KEPT_BYTES).sort((a, b) => a.length - b.length)
  const replay = await new Fuzzer(await load(target), { executions: byLength.length, seed: 0 }).run(byLength)
  const kept = replay.corpus.reverse().slice(0, MAX_KEPT).map(input => input.toString('hex'))
  await writeFile(corpusPath(target), `${kept.filter(line => line !== '').join('\n')}\n`)
}

async function fuzz(target: TargetName): Promise<boolean> {
  const limits = { durationMs: Number(values.seconds) * 1000, seed: Number(values.seed) }
  const fuzzer = new Fuzzer(await load(target), limits)
  const { executions, edges, corpus, finding } = await fuzzer.run(await seedsOf(target))
  console.log(`${target}: ${executions} inputs, ${edges} edges, ${corpus.length} worth keeping (seed ${values.seed})`)
  if (values.keep) await keep(target, corpus)
  if (!finding) return true
  await mkdir(FINDINGS, { recursive: true })
  const path = join(FINDINGS, `${target}-${nameOf(finding.input)}`)
  await writeFile(path, finding.input)
  console.error(finding.error)
  console.error(`${target}: the input is in ${path}`)
  return false
}

const names = Object.keys(await loadTargets(TARGETS_PATH))
  .filter(name => values.target === undefined || name === values.target) as TargetName[]
if (names.length === 0) throw new Error(`No target is named ${values.target}`)
let isClean = true
for (const name of names) isClean = await fuzz(name) && isClean
process.exit(isClean ? 0 : 1)
