import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { LIVE_CORE } from './live-core'
import { MINI_PROGRAM } from './mini-program'
import type { Mutant } from './mutants'

const mutants: readonly Mutant[] = [LIVE_CORE, ...MINI_PROGRAM].flatMap(suite => suite.mutants)

it.each(mutants.map(mutant => [mutant.name, mutant] as const))('%s changes one place of its file', (_, mutant) => {
  expect(readFileSync(mutant.file, 'utf8').split(mutant.find)).toHaveLength(2)
  expect(mutant.replace).not.toBe(mutant.find)
})

it('every mutant has its own name', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
})
