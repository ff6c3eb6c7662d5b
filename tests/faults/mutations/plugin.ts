import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import type { Mutant } from './mutants'

/** Breaks one line of one file while it is loaded, when `npm run mutate` asks for it. */
export function mutantPlugin(): Plugin | undefined {
  const wanted = process.env.KAIKE_MUTANT
  if (!wanted) return undefined
  const { file, find, replace } = JSON.parse(wanted) as Mutant
  const path = resolve(file)
  return {
    name: 'kaike-mutant',
    enforce: 'pre',
    // uni-app loads a component twice, the second time as it was left by the first.
    transform: (code, id) => (id.split('?')[0] === path && !(replace !== '' && code.includes(replace)) ? code.replace(find, () => replace) : undefined),
  }
}
